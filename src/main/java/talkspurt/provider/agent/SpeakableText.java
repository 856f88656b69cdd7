package talkspurt.provider.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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

  private static final String OPEN = "(?:<|&lt;|\\\\<|\uFF1C)";
  private static final String CLOSE = "(?:>|&gt;|\\\\>|\uFF1E)";

  /** Names of thoughts, with what models put before and behind them. */
  private static final String THOUGHTS =
      "(?:[a-z]{1,12}[:_])?(?:think|thinking|thoughts?|thought_process|reason"
          + "|reasoning|antthinking|scratchpad|monologue)(?:[:_]\\w{1,20})?";

  /** Also what a model writes to a tool among its words, where its server does not take it out. */
  private static final Pattern THOUGHT = Pattern.compile(
      OPEN + "(" + THOUGHTS
          + "|(?:[a-z]{1,12}:)?(?:chain_of_thought|cot|internal(?:_\\w{1,20})?|reflection|hidden"
          + "|analysis|plan|planning|script|style|tool_(?:calls?|use|code|response|result|outputs?)"
          + "|function_calls?|invoke))(?:\\s[^<>]{0,200})?" + CLOSE,
      Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACED_THOUGHT = Pattern.compile(
      OPEN + "\\s{1,3}(" + THOUGHTS + ")\\s{0,3}" + CLOSE, Pattern.CASE_INSENSITIVE);
  private static final Pattern FUNCTION = Pattern.compile("<function=[^<>]{1,100}>");
  private static final Pattern FOLDED_THOUGHT =
      Pattern.compile("<details\\s[^<>]{0,100}type=\"(?:reasoning|thinking)\"[^<>]{0,200}>");
  private static final Pattern SQUARE_THOUGHT =
      Pattern.compile("\\[(THINK|THINKING|REASONING|think|reasoning)\\]");
  private static final Pattern SQUARE_CALLS = Pattern.compile("\\[TOOL_CALLS\\]");
  private static final String NEVER = "(?!)";
  private static final String MARKED = "(?:think|thinking|thoughts?|reasoning)";
  private static final Pattern MARKED_THOUGHT = Pattern.compile(
      "<[|\uFF5C](?:(?:(?:start|begin)_(?:of_)?)?" + MARKED + "(?:_(?:start|begin))?"
          + "|((?:start|begin)_(?:of_)?(?:action|plan)"
          + "|tool[_\u2581]calls?[_\u2581](?:section_)?begin))[|\uFF5C]>",
      Pattern.CASE_INSENSITIVE);
  private static final Pattern HALF_MARKED_THOUGHT =
      Pattern.compile("<\\|(?:(channel)>thought|(tool_call|tool_response)>)");
  private static final Pattern NUMBERED_THOUGHT = Pattern.compile("<unused94>");
  private static final Pattern POINTED_THOUGHT = Pattern.compile("\u25C1think\u25B7");
  private static final Pattern CHANNEL_THOUGHT =
      Pattern.compile("<\\|channel\\|>(?:analysis|commentary)");
  private static final Pattern MESSAGE_THOUGHT =
      Pattern.compile("<\\|im_start\\|>(?:think|thinking|reasoning|analysis)");
  private static final Pattern PYTHON_CALL = Pattern.compile("<\\|python_tag\\|>");

  /** A channel of which the server has dropped the tokens. */
  private static final Pattern BARE_CHANNEL = Pattern.compile("analysis(?=\\p{Lu})");

  /** Ends of thoughts: a model may begin by another form than it ends by. */
  private static final String THOUGHT_ENDS =
      OPEN + "\\s{0,3}/\\s{0,3}" + THOUGHTS + "\\s{0,9}" + CLOSE
          + "|<[|\uFF5C](?:(?:/|end_(?:of_)?)" + MARKED + "|" + MARKED + "_end)[|\uFF5C]>"
          + "|\\[/(?:THINK|THINKING|REASONING|think|reasoning)\\]|\u25C1/think\u25B7|<unused95>";

  private static final Pattern LONE_END = Pattern.compile(THOUGHT_ENDS, Pattern.CASE_INSENSITIVE);

  private static final Pattern COMMENT = Pattern.compile("<!--");
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
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder spoken = new StringBuilder();
  private boolean ended;
  private int at;

  /** What was found last by {@link #is}. */
  private Matcher found;

  /** Whether it takes more of the text to tell what stands here. */
  private boolean undecided;

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
    held.append(lineEnds.add(pieces.add(more)));
    return advance();
  }

  /** No more will come: what is left to be spoken. A thought that was not closed is left out. */
  String rest() {
    held.append(lineEnds.add(pieces.rest()));
    ended = true;
    String rest = advance();
    ended = false;
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
    while (more && at < held.length()) {
      more = closing.isPresent() ? skip(closing.get()) : step();
    }
    held.delete(0, at);
    at = 0;
    String advanced = spoken.toString();
    spoken.setLength(0);
    return advanced;
  }

  /** On to the thought's end, or to where that may begin. */
  private boolean skip(Pattern end) {
    Matcher search = end.matcher(held);
    if (search.find(at)) {
      at = search.end();
      closing = Optional.empty();
      return true;
    }
    at = ended ? held.length() : Math.max(at, held.length() - LONGEST_CLOSING);
    return false;
  }

  /** One mark or character; false where it takes more of the text to tell which. */
  private boolean step() {
    int next = held.codePointAt(at);
    undecided = false;
    boolean mark = lineStart && lineMark(next) || mark(next);
    if (undecided) {
      return false;
    }
    if (!mark) {
      at += Character.charCount(next);
      say(next);
    }
    return true;
  }

  /** Whether the pattern is what stands here; nothing is, once it is not decided. */
  private boolean is(Pattern pattern) {
    if (undecided) {
      return false;
    }
    found = pattern.matcher(held).region(at, held.length());
    found.useTransparentBounds(true);
    boolean here = found.lookingAt();
    undecided = !ended && found.hitEnd();
    return here && !undecided;
  }

  /** Takes what was found, and says nothing of it. */
  private boolean drop() {
    previous = held.charAt(found.end() - 1);
    at = found.end();
    return true;
  }

  private boolean drop(Gap instead) {
    widen(instead);
    return drop();
  }

  private boolean skipFrom(String end) {
    closing = Optional.of(Pattern.compile(end, Pattern.CASE_INSENSITIVE));
    return drop();
  }

  /** What was found is read again, as this. */
  private boolean readAgain(String instead) {
    held.replace(at, found.end(), instead);
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
    lineStart &= mark || undecided || Character.isWhitespace(next);
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
    if (!undecided && Pictographs.contains(next)) {
      widen(Gap.PARAGRAPH);
      return false;
    }
    if (is(QUOTE)) {
      return drop(Gap.BLANK);
    }
    if (!undecided && next == '|') {
      inRow = true;
      at++;
      widen(Gap.PARAGRAPH);
      return true;
    }
    return false;
  }

  private boolean mark(int next) {
    if (undecided) {
      return false;
    }
    return switch (next) {
      case '<' -> tag();
      case '\uFF1C' -> thought();
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
      case '\\' -> is(HARD_BREAK) ? drop() : thought() || formula() || is(ESCAPE) && literally();
      case '$' -> dollar();
      case '{', '}', '^' -> braceOrPower(next);
      case '/', '?' -> path();
      case ';' -> smiley();
      case '&' -> thought() || entity();
      case 'a' -> !begun && is(BARE_CHANNEL) && skipFrom("assistantfinal");
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
      at += Character.charCount(next);
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
    if (!undecided) {
      at++;
    }
    return !undecided;
  }

  private boolean blanks(int next) {
    if (is(LINES)) {
      boolean apart = found.group().chars().filter(each -> each == '\n').count() > 1;
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
    if (!undecided) {
      boolean line = next == 0x2028 || next == 0x2029;
      widen(line ? Gap.PARAGRAPH : Gap.BLANK);
      lineStart |= line;
      previous = next;
      at++;
    }
    return !undecided;
  }

  /** What is written for thinking, or for tools, and its end. */
  private boolean thought() {
    if (is(THOUGHT) && !found.group().endsWith("/>")) {
      String name = found.group(1).toLowerCase(Locale.ROOT);
      return name.matches(THOUGHTS)
          ? skipThought()
          : skipFrom(OPEN + "/" + Pattern.quote(name) + "\\s{0,9}" + CLOSE);
    }
    if (is(SPACED_THOUGHT)) {
      return skipThought();
    }
    return loneEnd();
  }

  private boolean loneEnd() {
    if (!is(LONE_END)) {
      return false;
    }
    gap = Gap.NONE;
    spoken.append(THOUGHT_END);
    lineStart = true;
    return drop(Gap.PARAGRAPH);
  }

  private boolean skipThought() {
    opened = true;
    return skipFrom(THOUGHT_ENDS);
  }

  private boolean tag() {
    if (thought()) {
      return true;
    }
    if (is(FUNCTION)) {
      return skipFrom("</function\\s{0,9}>");
    }
    if (is(FOLDED_THOUGHT)) {
      return skipFrom("</details\\s{0,9}>");
    }
    if (is(MARKED_THOUGHT)) {
      if (found.group(1) == null) {
        return skipThought();
      }
      String end = found.group(1).toLowerCase(Locale.ROOT).replaceFirst("start|begin", "end");
      return skipFrom("<[|\uFF5C]" + end + "[|\uFF5C]>");
    }
    if (is(HALF_MARKED_THOUGHT)) {
      String name = found.group(1) == null ? found.group(2) : found.group(1);
      return skipFrom("<" + name + "\\|>");
    }
    if (is(NUMBERED_THOUGHT)) {
      return skipThought();
    }
    if (is(CHANNEL_THOUGHT)) {
      return skipFrom("<\\|(?:end|return|call)\\|>|(?=<\\|channel\\|>final)");
    }
    if (is(MESSAGE_THOUGHT)) {
      return skipFrom("<\\|im_end\\|>");
    }
    if (is(PYTHON_CALL)) {
      return skipFrom("<\\|(?:eom_id|eot_id)\\|>");
    }
    if (is(COMMENT)) {
      return skipFrom("-->");
    }
    if (is(AUTOLINK)) {
      return readAgain(found.group(1));
    }
    if (is(TOKEN)) {
      return drop();
    }
    return is(TAG) && htmlTag(found.group(1).toLowerCase(Locale.ROOT));
  }

  private boolean htmlTag(String name) {
    if (BREAKING.matcher(name).matches()) {
      return drop(Gap.PARAGRAPH);
    }
    return name.equals("img") ? omit() : drop(name.matches("t[dh]") ? Gap.BLANK : Gap.NONE);
  }

  private boolean bracket(int next) {
    if (is(SQUARE_THOUGHT) || is(POINTED_THOUGHT)) {
      return skipThought();
    }
    if (loneEnd()) {
      return true;
    }
    if (is(SQUARE_CALLS)) {
      return skipFrom(NEVER);
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
    return (is(LINK) || is(REFERENCE)) ? readAgain(found.group(1)) : note();
  }

  /** Sources are not read out; "press [1]" is. */
  private boolean note() {
    if (!is(NOTE)) {
      return false;
    }
    char behind = found.group(1) == null ? '.' : found.group(1).charAt(0);
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
    int run = found.end() - at;
    int next = found.group(1) == null ? ' ' : found.group(1).codePointAt(0);
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
    boolean word = found.group(1) != null && wordy(found.group(1).codePointAt(0));
    return (word ? !wordy(previous) : !blank(previous)) && drop();
  }

  private boolean underlines() {
    if (!is(UNDERLINES)) {
      return false;
    }
    int next = found.group(1) == null ? ' ' : found.group(1).codePointAt(0);
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
    return !undecided && inHeading && blank(previous) && is(HEADING_END) && drop();
  }

  private boolean afterSentence() {
    return ".!?:;\u2026\u3002\uFF01\uFF1F".indexOf(lastSaid) >= 0;
  }

  private boolean pipe() {
    if (is(ROW_END)) {
      return drop();
    }
    if (undecided) {
      return false;
    }
    int next = at + 1 < held.length() ? held.charAt(at + 1) : ' ';
    boolean separates = inRow || blank(previous) && blank(next);
    if (separates) {
      inRow = true;
      at++;
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
    int character = found.group(1).codePointAt(0);
    at = found.end();
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
    int character = HtmlEntities.character(found);
    at = found.end();
    if (blank(character)) {
      widen(Gap.BLANK);
    } else if (UNSEEN.indexOf(character) < 0 && !Pictographs.contains(character)) {
      say(character);
    }
    return true;
  }

  private boolean smiley() {
    return !undecided && blank(previous) && begun && is(SMILEY) && omit();
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
      inFormula = "([".indexOf(found.group().charAt(1)) >= 0;
      return omit();
    }
    if (is(Formulas.FRACTION)) {
      return readAgain(found.group(1) + "/" + found.group(2));
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
    Optional<String> name = Formulas.spoken(found.group(1));
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
      boolean square = (found.group(1) == null ? found.group(2) : found.group(1)).equals("2");
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
    if (undecided || gap != Gap.NONE || !Hosts.isHost(word.toString()) || !is(Hosts.PATH)) {
      return false;
    }
    String path = Hosts.trimmed(found.group());
    at += path.length();
    previous = path.charAt(path.length() - 1);
    return true;
  }

  /** Of an address that is read out the host helps, the rest does not. */
  private boolean host() {
    String address = Hosts.trimmed(found.group());
    at += address.length();
    Hosts.of(address).codePoints().forEach(this::say);
    return true;
  }
}
