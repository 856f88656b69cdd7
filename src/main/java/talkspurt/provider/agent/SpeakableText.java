package talkspurt.provider.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import talkspurt.text.JoinedText;
import talkspurt.text.TextPieces;

/**
 * What a model writes, as it is to be spoken, while it comes: without thoughts in tags, marks of
 * Markdown and HTML, addresses of links (of a bare one the host stays) and emoji; repaired. Between
 * paragraphs, headings, items and rows stands U+2029. It comes out alike wherever the pieces were
 * cut: what may still become a mark waits, mostly for a character or two. Not thread-safe.
 */
final class SpeakableText {

  private static final String PARAGRAPH_MARK = "\u2029";
  private static final int LONGEST_CLOSING = 90;
  private static final int LONGEST_HOST = 253;

  /** Parts of pictographs; between letters of India and Iran the joiner is a part of the word. */
  private static final int JOINER = 0x200D;

  private static final int FIRST_PRIVATE = 0xE000;
  private static final int LAST_PRIVATE = 0xF8FF;
  private static final int COLOURED = 0xFE0F;
  private static final int KEYCAP = 0x20E3;

  /** A soft hyphen, a word joiner, a byte order mark. */
  private static final String UNSEEN = "\u00AD\u2060\uFEFF";

  private enum Gap {
    NONE(""),
    BLANK(" "),
    PARAGRAPH(PARAGRAPH_MARK);

    private final String text;

    Gap(String text) {
      this.text = text;
    }
  }

  /** Where a thought ends whose beginning is not in the text; nothing from outside holds it. */
  static final char THOUGHT_END = '\u0003';

  private static final Pattern COMMENT = Pattern.compile("<!--");
  private static final Pattern COMMENT_END = Pattern.compile("-->");
  private static final Pattern TAG = Pattern.compile(
      "</?([A-Za-z][A-Za-z0-9:_-]{0,30})(?:\\s{1,9}[A-Za-z_:][\\w:.-]{0,40}\\s{0,3}=\\s{0,3}"
          + "(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'|[^\\s\"'<>=]{1,100})){0,12}\\s{0,3}/?>");
  private static final Pattern TOKEN =
      Pattern.compile("<\\|channel\\|>final|<\\|(?:start|im_start|start_header_id)\\|>assistant"
          + "|<start_of_turn>model|<\\|turn>model|<(?:turn|channel)\\|>|<\\|(?:turn|channel)>"
          + "|<[|\uFF5C][^<>|\uFF5C]{1,60}[|\uFF5C]>");
  private static final Pattern BREAKING = Pattern.compile(
      "br|p|div|li|ul|ol|d[ltd]|h[1-6]|tr|table|hr|blockquote|pre|section|summary",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTOLINK = Pattern.compile(
      "<((?:https?://|mailto:|tel:)[^\\s<>]{1,1000}|[\\w.+-]{1,64}@[\\w.-]{1,200})>",
      Pattern.CASE_INSENSITIVE);

  private static final Pattern FENCE =
      Pattern.compile("(?:```|~~~)[\\w+#.-]{0,30}\\h{0,9}(?=\\n|\\z)");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern STRIKE = Pattern.compile("~~");
  private static final Pattern LINK = Pattern.compile(
      "!?\\[([^\\[\\]\\n]{0,200}(?:\\[[^\\[\\]\\n]{0,60}\\][^\\[\\]\\n]{0,200}){0,3})\\]"
          + "\\(\\s{0,3}<?[^()\\s<>]{0,1000}+(?:\\([^()\\s]{0,100}\\)[^()\\s<>]{0,200}){0,3}>?"
          + "(?:\\s{1,3}(?:\"[^\"\\n]{0,200}\"|'[^'\\n]{0,200}'))?\\s{0,3}(?:\\)|\\z)");
  private static final Pattern REFERENCE =
      Pattern.compile("!?\\[([^\\[\\]\\n]{1,200})\\]\\[[^\\[\\]\\n]{0,100}\\]");
  private static final Pattern FOOTNOTE = Pattern.compile("\\[\\^[^\\[\\]\\s]{1,40}\\]:?");
  private static final Pattern NUMBERED_NOTES = Pattern.compile("(?:\\[\\d{1,3}\\]){2,9}");
  private static final Pattern ALERT =
      Pattern.compile("\\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\\]", Pattern.CASE_INSENSITIVE);
  private static final Pattern DEFINITION = Pattern.compile(
      "\\[[^\\[\\]\\n^][^\\[\\]\\n]{0,200}\\]:\\h{0,9}<?(?:https?://|mailto:|www\\.|/|#)"
          + "[^\\n]{0,1000}(?=\\n|\\z)",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern CITATION =
      Pattern.compile("\u3010[^\u3010\u3011\\n]{0,60}\u2020[^\u3010\u3011\\n]{0,60}\u3011");
  private static final Pattern PRIVATE_CITATION =
      Pattern.compile("\uE200[^\uE200\uE201\\n]{0,200}\uE201");
  private static final Pattern CONTENT_REFERENCE =
      Pattern.compile(":contentReference\\[oaicite:\\d{1,3}\\](?:\\{index=\\d{1,3}\\})?");

  /** "[1]", "[2, 3]", "[4-6]", and what follows. */
  private static final Pattern NOTE =
      Pattern.compile("\\[\\d{1,3}(?:\\h?[,\u2013-]\\h?\\d{1,3}){0,9}\\](?=([\\s\\S])|\\z)");

  /** Behind these a figure in brackets is to be pressed or chosen. */
  private static final Set<String> KEYS =
      Set.of(("press pressing push dial enter type key digit number option choose select button say"
              + " drücken wählen taste ziffer sie nummer pulse marque tecla oprima presione elija opción"
              + " número appuyez tapez touche composez choisissez numéro sur prema premi tasto digiti"
              + " selezioni numero druk toets kies optie op digite pressione aperte tecle opção and or"
              + " und oder y o et ou e of en")
          .split(" "));

  private static final Pattern ESCAPE = Pattern.compile("\\\\([!-/:-@\\[-`{-~])");
  private static final Pattern SMILEY = Pattern.compile("[:;=]-?[()DPp](?![\\p{L}\\p{Nd}()])");
  private static final Pattern HARD_BREAK = Pattern.compile("\\\\(?=\\n)");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\h{1,9}(?=\\S|\\z)");
  private static final Pattern HEADING_WITHIN = Pattern.compile("#{2,6}\\h{1,9}(?=\\S|\\z)");
  private static final Pattern ITEM = Pattern.compile(
      "[-*+\u2010-\u2014\u2022\u2023\u2043\u2212\u2219\u25A0-\u25FF\u2610-\u2612\u27A4\u2794\u00B7]\\h{1,9}(?:\\[[ xX]\\]\\h{1,9})?(?=\\S|\\z)");
  private static final Pattern NUMBERED = Pattern.compile("\\d{1,3}[.)]\\h");
  private static final Pattern LETTERED = Pattern.compile("[a-zA-Z]\\)\\h");
  private static final Pattern ENCLOSED = Pattern.compile("\\((?:\\d{1,3}|[a-zA-Z])\\)\\h");
  private static final Pattern HEADING_END = Pattern.compile("#{1,6}\\h{0,9}(?=\\n|\\z)");
  private static final Pattern QUOTE = Pattern.compile(">\\h{0,9}(?=[^\\s\\d=]|\\z)");
  private static final Pattern RULE = Pattern.compile("(?:(?:-\\h{0,3}){3,80}|(?:\\*\\h{0,3}){3,80}"
      + "|(?:_\\h{0,3}){3,80}|={3,80}\\h{0,9})(?=\\n|\\z)");
  private static final Pattern ROW_RULE =
      Pattern.compile("(?=[:|\\h]{0,9}-)(?=[:\\h-]{0,90}\\|)[\\h:|-]{3,200}(?=\\n|\\z)");
  private static final Pattern ROW_END = Pattern.compile("\\|\\h{0,9}(?=\\n|\\z)");
  private static final Pattern LINES =
      Pattern.compile("[\\r\\n\\h]*[\\r\\n][\\r\\n\\h]*(?=\\S|\\z)");

  private static final Pattern STARS = Pattern.compile("\\*+(?=([^*])|\\z)");
  private static final Pattern STARRED_FIGURES =
      Pattern.compile("\\*\\d[^*\\n]{0,40}(?<=\\S)\\*(?![\\w*])");
  private static final Pattern CLOSED_STARS =
      Pattern.compile("\\*(?=[^\\s\\d*])[^*\\n]{1,40}(?<=\\S)\\*(?!\\*)");
  private static final Pattern DOLLARS = Pattern.compile("\\$+");
  private static final Pattern HIGHLIGHT = Pattern.compile("==(?!=)(?=(.)|\\z)");
  private static final Pattern UNDERLINES = Pattern.compile("_+(?=([^_])|\\z)");
  private static final Pattern URL = Pattern.compile(
      "(?:https?://|ftp://|www\\.)([[!-~\u00C0-\u024F]&&[^<>\"`|\\\\^{}\\[\\]*]]{1,1000})",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern SHORTCODE =
      Pattern.compile(":[a-z+_-][a-z0-9+_-]{1,30}:(?![\\p{L}\\p{Nd}])|:[+-]1:");
  private static final Pattern SCHEME =
      Pattern.compile("(?:mailto|tel):(?=[\\w+.%-])", Pattern.CASE_INSENSITIVE);

  private final TextPieces pieces = new TextPieces();
  private final LineEnds lineEnds = new LineEnds();
  private final Lookahead text = new Lookahead();
  private final Thoughts thoughts = new Thoughts(text);
  private final StringBuilder spoken = new StringBuilder();

  /** What ends the thought that is being skipped, if one is. */
  private Optional<Pattern> closing = Optional.empty();

  private boolean opened;

  private boolean begun;
  private int previous = ' ';
  private int lastSaid = ' ';
  private Gap gap = Gap.NONE;

  /** Whether something was left out that had a blank before it: none stands before a full stop. */
  private boolean afterOmission;

  private boolean lineStart = true;
  private boolean inHeading;
  private boolean inRow;
  private boolean starred;
  private boolean underlined;

  /** Whether a formula of LaTeX has begun, and how many braces are open. */
  private boolean inFormula;

  private int braces;

  /** Whether figures in brackets are notes here, or keys to press. */
  private boolean notes;

  private boolean keys;

  /** The word that was said last, as far as it may be a host. */
  private final StringBuilder word = new StringBuilder();

  /** More of what the model writes; what of it can be spoken by now. */
  String add(String more) {
    text.add(lineEnds.add(pieces.add(more)));
    return advance();
  }

  /** No more will come: what is left to be spoken. A thought that was not closed is left out. */
  String rest() {
    text.add(lineEnds.add(pieces.rest()));
    text.ended(true);
    String rest = advance();
    text.ended(false);
    closing = Optional.empty();
    begun = false;
    previous = ' ';
    gap = Gap.NONE;
    afterOmission = false;
    lineStart = true;
    inHeading = false;
    inRow = false;
    starred = false;
    underlined = false;
    inFormula = false;
    braces = 0;
    notes = false;
    keys = false;
    word.setLength(0);
    return rest;
  }

  /** Whether a thought has begun by a mark of its own since this was asked last. */
  boolean openedThought() {
    boolean since = opened;
    opened = false;
    return since;
  }

  private String advance() {
    boolean more = true;
    while (more && !text.isEmpty()) {
      more = closing.isPresent() ? skip(closing.get()) : step();
    }
    text.compact();
    String advanced = spoken.toString();
    spoken.setLength(0);
    return advanced;
  }

  private boolean skip(Pattern end) {
    boolean passed = text.passUntil(end, LONGEST_CLOSING);
    closing = passed ? Optional.empty() : closing;
    return passed;
  }

  /** One mark or character; false where it takes more of the text to tell which. */
  private boolean step() {
    int next = text.next();
    text.begin();
    boolean mark = lineStart && lineMark(next) || mark(next);
    if (text.undecided()) {
      return false;
    }
    if (!mark) {
      text.pass(Character.charCount(next));
      say(next);
    }
    return true;
  }

  private boolean is(Pattern pattern) {
    return text.is(pattern);
  }

  /** Takes what was found, and says nothing of it. */
  private boolean drop() {
    previous = text.pass();
    return true;
  }

  private boolean drop(Gap instead) {
    widen(instead);
    return drop();
  }

  private boolean readAgain(String instead) {
    text.replace(instead);
    return true;
  }

  private void widen(Gap wider) {
    if (wider.compareTo(gap) > 0) {
      gap = wider;
    }
  }

  private void say(int codePoint) {
    boolean closes = afterOmission && ".,;:!?".indexOf(codePoint) >= 0;
    if (begun && !(closes && gap == Gap.BLANK)) {
      spoken.append(gap.text);
    }
    spoken.appendCodePoint(codePoint);
    wordGoesOn(codePoint);
    begun = true;
    lastSaid = codePoint;
    gap = Gap.NONE;
    afterOmission = false;
    lineStart = false;
    previous = codePoint;
  }

  private void wordGoesOn(int codePoint) {
    boolean part = wordy(codePoint) || codePoint == '.' || codePoint == '-';
    if (gap != Gap.NONE || !part || word.length() > LONGEST_HOST) {
      word.setLength(0);
    }
    if (part) {
      word.appendCodePoint(codePoint);
    }
  }

  private boolean lineMark(int next) {
    boolean mark = lineMarkOf(next);
    lineStart &= mark || text.undecided() || Character.isWhitespace(next);
    return mark;
  }

  private boolean lineMarkOf(int next) {
    if (Character.isDigit(next)) {
      if (is(NUMBERED)) {
        widen(Gap.PARAGRAPH);
      }
      return false;
    }
    if (Character.isWhitespace(next)) {
      return false;
    }
    if (Character.isLetter(next) || next == '(') {
      if (next < 0x80 && is(next == '(' ? ENCLOSED : LETTERED)) {
        widen(Gap.PARAGRAPH);
      }
      return false;
    }
    if (next == '[') {
      return is(DEFINITION) && drop(Gap.PARAGRAPH);
    }
    if (is(ROW_RULE) || is(RULE)) {
      return drop(Gap.PARAGRAPH);
    }
    if (is(HEADING)) {
      inHeading = true;
      return drop(Gap.PARAGRAPH);
    }
    if (is(ITEM)) {
      return drop(Gap.PARAGRAPH);
    }
    if (!text.undecided() && Pictographs.contains(next)) {
      widen(Gap.PARAGRAPH);
      return false;
    }
    if (is(QUOTE)) {
      return drop(Gap.BLANK);
    }
    if (!text.undecided() && next == '|') {
      inRow = true;
      text.pass(1);
      widen(Gap.PARAGRAPH);
      return true;
    }
    return false;
  }

  private boolean mark(int next) {
    if (text.undecided()) {
      return false;
    }
    return switch (next) {
      case '<' -> tag();
      case '\uFF1C' -> thought(next);
      case '[', '!', '\u3010', '\u25C1' -> bracket(next);
      case '`', '~' ->
        is(FENCE)
            ? drop(Gap.PARAGRAPH)
            : next == '`' ? is(BACKTICKS) && drop() : is(STRIKE) && drop();
      case '*' -> stars();
      case '_' -> inFormula ? is(UNDERLINES) && drop(Gap.BLANK) : underlines();
      case '#' -> path() || headingEnd() || headingWithin();
      case '|' -> pipe();
      case '=' -> smiley() || highlight();
      case '\\' ->
        is(HARD_BREAK) ? drop() : thought(next) || formula() || is(ESCAPE) && literally();
      case '$' -> dollar();
      case '{', '}', '^' -> braceOrPower(next);
      case '/', '?' -> path();
      case ';' -> smiley();
      case '&' -> thought(next) || entity();
      case 'a' -> !begun && thought(next);
      case 'h', 'H', 'w', 'W', 'f', 'F' -> apart(previous) && is(URL) && host();
      case ':' ->
        path()
            || is(CONTENT_REFERENCE) && omit()
            || smiley()
            || !wordy(previous) && is(SHORTCODE) && pictograph();
      case 'm', 'M', 't', 'T' -> apart(previous) && is(SCHEME) && drop();
      default -> other(next);
    };
  }

  private static boolean wordy(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }

  /** Whether a word can begin behind this: Chinese and Japanese have no blank before it. */
  private static boolean apart(int codePoint) {
    return !wordy(codePoint) || Character.isIdeographic(codePoint);
  }

  private static boolean blank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private boolean other(int next) {
    if (blank(next)) {
      return blanks(next);
    }
    if (Pictographs.contains(next)) {
      text.pass(Character.charCount(next));
      widen(Gap.BLANK);
      afterOmission = true;
      previous = next;
      return true;
    }
    if (next >= FIRST_PRIVATE && next <= LAST_PRIVATE) {
      return next == '\uE200' && is(PRIVATE_CITATION) ? omit() : skipCharacter();
    }
    boolean joins = next == JOINER && Pictographs.contains(previous);
    return (joins || next == COLOURED || next == KEYCAP || UNSEEN.indexOf(next) >= 0)
        && skipCharacter();
  }

  private boolean skipCharacter() {
    if (!text.undecided()) {
      text.pass(1);
    }
    return !text.undecided();
  }

  private boolean blanks(int next) {
    if (is(LINES)) {
      boolean apart = text.found().group().chars().filter(each -> each == '\n').count() > 1;
      boolean ends = apart || inHeading || inRow;
      inHeading = false;
      inRow = false;
      starred &= !apart;
      underlined &= !apart;
      inFormula &= !apart;
      notes &= !apart;
      keys &= !apart;
      drop(ends ? Gap.PARAGRAPH : Gap.BLANK);
      lineStart = true;
      return true;
    }
    if (!text.undecided()) {
      boolean line = next == 0x2028 || next == 0x2029;
      widen(line ? Gap.PARAGRAPH : Gap.BLANK);
      lineStart |= line;
      previous = next;
      text.pass(1);
    }
    return !text.undecided();
  }

  /** What is written for thinking, or for tools, and its end. */
  private boolean thought(int next) {
    Optional<Thoughts.Begun> thought = thoughts.begun(next, !begun);
    if (thought.isPresent()) {
      opened |= thought.get().thought();
      closing = thought.map(Thoughts.Begun::end);
      return drop();
    }
    if (!is(Thoughts.LONE_END)) {
      return false;
    }
    gap = Gap.NONE;
    spoken.append(THOUGHT_END);
    lineStart = true;
    return drop(Gap.PARAGRAPH);
  }

  private boolean tag() {
    if (thought('<')) {
      return true;
    }
    if (is(COMMENT)) {
      closing = Optional.of(COMMENT_END);
      return drop();
    }
    if (is(AUTOLINK)) {
      return readAgain(text.found().group(1));
    }
    if (is(TOKEN)) {
      return drop();
    }
    return is(TAG) && htmlTag(text.found().group(1).toLowerCase(Locale.ROOT));
  }

  private boolean bracket(int next) {
    if (thought(next)) {
      return true;
    }
    if (next == '\u3010') {
      return is(CITATION) && omit();
    }
    if (is(TOKEN) || is(ALERT)) {
      return drop();
    }
    if (is(FOOTNOTE) || is(NUMBERED_NOTES)) {
      return omit();
    }
    return (is(LINK) || is(REFERENCE)) ? readAgain(text.found().group(1)) : note();
  }

  private boolean htmlTag(String name) {
    if (BREAKING.matcher(name).matches()) {
      return drop(Gap.PARAGRAPH);
    }
    return name.equals("img") ? omit() : drop(name.matches("t[dh]") ? Gap.BLANK : Gap.NONE);
  }

  /** Sources are not read out; "press [1]" is. */
  private boolean note() {
    if (!is(NOTE)) {
      return false;
    }
    char behind = text.found().group(1) == null ? '.' : text.found().group(1).charAt(0);
    boolean closes = ".,;:!?)\n".indexOf(behind) >= 0;
    boolean attached = wordy(previous);
    keys |= !attached && !notes && KEYS.contains(word.toString().toLowerCase(Locale.ROOT));
    boolean source = attached ? closes : !keys && (closes || notes || afterSentence());
    notes |= source;
    return source && omit();
  }

  /** Stars that emphasise are dropped; those of a product, and the key of that name, stay. */
  private boolean stars() {
    if (!is(STARS)) {
      return false;
    }
    int run = text.found().group().length();
    int next = text.found().group(1) == null ? ' ' : text.found().group(1).codePointAt(0);
    boolean alone = blank(previous) && blank(next);
    boolean product = Character.isDigit(previous) && Character.isDigit(next);
    if (run > 1) {
      return !alone && !product && drop();
    }
    if (alone || product) {
      return false;
    }
    if (!starred && wordy(next) && JoinedText.unspaced(previous)) {
      starred = is(CLOSED_STARS);
      return starred && is(STARS) && drop();
    }
    if (wordy(previous)) {
      boolean ends = starred || Character.isLetter(previous) && !wordy(next);
      starred &= !ends;
      return ends && drop();
    }
    if (Character.isDigit(next) && !starred) {
      starred = is(STARRED_FIGURES);
      return starred && is(STARS) && drop();
    }
    boolean opens = wordy(next) || "\"'\u201C\u2018([<`_~$\u00A1\u00BF".indexOf(next) >= 0;
    boolean ends = starred && !blank(previous);
    starred = opens && !ends;
    return (opens || ends) && drop();
  }

  private boolean highlight() {
    if (!is(HIGHLIGHT)) {
      return false;
    }
    boolean word = text.found().group(1) != null && wordy(text.found().group(1).codePointAt(0));
    return (word ? !wordy(previous) : !blank(previous)) && drop();
  }

  private boolean underlines() {
    if (!is(UNDERLINES)) {
      return false;
    }
    int next = text.found().group(1) == null ? ' ' : text.found().group(1).codePointAt(0);
    boolean opens = !wordy(previous) && !blank(next) && !underlined;
    boolean ends = !blank(previous) && !wordy(next) && underlined;
    underlined = opens || underlined && !ends;
    return (opens || ends) && drop();
  }

  /** "Press # now" and "C#" are no headings, "… at nine. ## Hours" is. */
  private boolean headingWithin() {
    boolean mayBe = blank(previous) && (!begun || gap == Gap.PARAGRAPH || afterSentence());
    if (mayBe && is(HEADING_WITHIN)) {
      inHeading = true;
      return drop(Gap.PARAGRAPH);
    }
    return false;
  }

  private boolean headingEnd() {
    return !text.undecided() && inHeading && blank(previous) && is(HEADING_END) && drop();
  }

  private boolean afterSentence() {
    return ".!?:;\u2026\u3002\uFF01\uFF1F".indexOf(lastSaid) >= 0;
  }

  private boolean pipe() {
    if (is(ROW_END)) {
      return drop();
    }
    if (text.undecided()) {
      return false;
    }
    int next = text.afterNext();
    boolean separates = inRow || blank(previous) && blank(next);
    if (separates) {
      inRow = true;
      text.pass(1);
      gap = Gap.NONE;
      say(',');
      gap = Gap.BLANK;
    }
    return separates;
  }

  private boolean pictograph() {
    drop(Gap.BLANK);
    afterOmission = true;
    return true;
  }

  private boolean literally() {
    int character = text.found().group(1).codePointAt(0);
    text.pass();
    say(character);
    return true;
  }

  private boolean entity() {
    if (is(HtmlEntities.ESCAPED_TWICE)) {
      return readAgain("&");
    }
    if (!is(HtmlEntities.ENTITY)) {
      return false;
    }
    int character = HtmlEntities.character(text.found());
    text.pass();
    if (blank(character)) {
      widen(Gap.BLANK);
    } else if (UNSEEN.indexOf(character) < 0 && !Pictographs.contains(character)) {
      say(character);
    }
    return true;
  }

  private boolean smiley() {
    return !text.undecided() && blank(previous) && begun && is(SMILEY) && omit();
  }

  /** Says nothing of what was found, nor leaves a blank before the full stop behind it. */
  private boolean omit() {
    afterOmission = true;
    return drop();
  }

  // ---- formulas

  private boolean dollar() {
    if (inFormula && is(DOLLARS)) {
      inFormula = false;
      return omit();
    }
    if (previous != '$' && is(Formulas.DISPLAY) || apart(previous) && is(Formulas.OPENING)) {
      inFormula = true;
      return drop();
    }
    return false;
  }

  private boolean formula() {
    if (is(Formulas.BRACKET)) {
      inFormula = "([".indexOf(text.found().group().charAt(1)) >= 0;
      return omit();
    }
    if (is(Formulas.FRACTION)) {
      return readAgain(text.found().group(1) + "/" + text.found().group(2));
    }
    if (is(Formulas.TEXT)) {
      braces++;
      return drop();
    }
    if (!inFormula) {
      return false;
    }
    if (is(Formulas.SPACE)) {
      return drop(Gap.BLANK);
    }
    if (!is(Formulas.COMMAND)) {
      return false;
    }
    Optional<String> name = Formulas.spoken(text.found().group(1));
    drop(Gap.BLANK);
    name.ifPresent(text -> text.codePoints().forEach(this::say));
    widen(Gap.BLANK);
    return true;
  }

  private boolean braceOrPower(int next) {
    if (next == '}' && braces > 0) {
      braces--;
      return skipCharacter();
    }
    if (!inFormula) {
      return false;
    }
    if (next == '{') {
      braces++;
      return skipCharacter();
    }
    if (next == '^' && is(Formulas.POWER)) {
      boolean square = (text.found().group(1) == null
              ? text.found().group(2)
              : text.found().group(1))
          .equals("2");
      drop();
      gap = Gap.NONE;
      say(square ? '\u00B2' : '\u00B3');
      return true;
    }
    return false;
  }

  // ---- addresses

  /** Behind a bare host. */
  private boolean path() {
    if (text.undecided() || gap != Gap.NONE || !Hosts.isHost(word.toString()) || !is(Hosts.PATH)) {
      return false;
    }
    String path = Hosts.trimmed(text.found().group());
    text.pass(path.length());
    previous = path.charAt(path.length() - 1);
    return true;
  }

  /** Of an address that is read out the host helps, the rest does not. */
  private boolean host() {
    String address = Hosts.trimmed(text.found().group());
    text.pass(address.length());
    Hosts.of(address).codePoints().forEach(this::say);
    return true;
  }
}
