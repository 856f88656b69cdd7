package talkspurt.provider.agent;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.language.LanguagePack;
import talkspurt.language.SentenceRules;

/**
 * Cuts a text into its sentences, while it comes: the first clause is given as soon as it is whole,
 * so that it can be spoken, and then sentence by sentence; a sentence is known to be whole by the
 * first letter of the next. Not thread-safe.
 */
public final class Sentences {

  private static final int SHORTEST_CLAUSE = 12;
  private static final int SHORTEST_PHRASE = 30;
  private static final int LONGEST = 400;
  private static final char PARAGRAPH = '\u2029';

  /** These end a sentence whether a blank follows or not. */
  private static final String WIDE_ENDS =
      "\u3002\uFF01\uFF1F\uFF61\u0964\u0965\u061F\u06D4\u1362\u1367"
          + "\u1368\u0589\u104B\u17D4\u17D5\u0F0D\u0F0E\u1803\u1809\uA4FF"
          + "\u0700\u0701\u0702\u0DF4\u1C7E\u1C7F\uA8CE\uA8CF\uA9C9\uABEB";

  /** These end one before a blank. */
  private static final String ENDS = ".!?\u2026\uFF0E\u203C\u2047\u2048\u2049";

  private static final char ETHIOPIC_WORD_END = '\u1361';

  private static final String CLAUSE_ENDS =
      ",;:\u2013\u2014\u060C\u061B\u0387\u00B7\u055D\u104A\u1363";
  private static final String WIDE_CLAUSE_ENDS = "\uFF0C\u3001\uFF1B\uFF1A";
  private static final String CLOSING =
      "\"')]}\u00BB\u2019\u201D\u203A\u300D\u300F\uFF09\u3011\u300B\u3009";
  /** These open in some languages, and close in others: closing ones stand before a blank. */
  private static final String EITHER = "\u00AB\u201C\u2018";

  /** Behind what was quoted in Japanese: it was said. */
  private static final String QUOTED_SPEECH = "\u3068\u3063";

  /** A plain word or figure, and the end of its sentence. */
  private static final Pattern PLAIN_END =
      Pattern.compile("(?:^|[\\s(\\[\"'\u00AB\u201E\u201C\u00BF\u00A1])"
          + "(?:(?!(?i:yahoo)!)[\\p{L}'\u2019-]*\\p{L}\\p{Ll}|\\d{1,4}|OK)[.!?]+$");

  /** With what shows that it is a word of a sentence. */
  private static final Pattern CAPITALISED = Pattern.compile(
      "(\\p{Lu}(?:\\p{Ll}+|(?=[\\s'\u2019])))(?:[\\s,;:!?'\u2019-]|\\.[\\s\u00BF\u00A1])");

  private static final String OPENING_MARKS = "\u00BF\u00A1";
  private static final Set<String> TOPS = Set.of("com", "org", "net");

  private static final Set<UnicodeScript> PHRASED = Set.of(UnicodeScript.THAI, UnicodeScript.LAO);

  private static final Set<UnicodeScript> EAST_ASIAN = Set.of(
      UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  private final SentenceRules rules;
  private final Abbreviations abbreviations;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  /**
   * Nothing has come yet.
   *
   * @param language BCP 47 tag; decides which abbreviations and ordinals are known, as they are shipped
   */
  public Sentences(String language) {
    this(LanguagePack.shipped(language).sentences());
  }

  /** The same by these rules. */
  public Sentences(SentenceRules rules) {
    this.rules = rules;
    abbreviations = new Abbreviations(rules);
  }

  /** The sentences of a whole text. */
  public static List<String> of(String text, String language) {
    return of(text, LanguagePack.shipped(language).sentences());
  }

  /** The same by these rules. */
  public static List<String> of(String text, SentenceRules rules) {
    Sentences cut = new Sentences(rules);
    cut.begun = true;
    List<String> sentences = new ArrayList<>(cut.add(text));
    cut.rest().ifPresent(sentences::add);
    return sentences;
  }

  /** More of the text; what is whole by now. */
  public List<String> add(String more) {
    text.append(more);
    List<String> whole = new ArrayList<>();
    int from = 0;
    for (int end = end(from); end > from; end = end(from)) {
      taken(from, end).ifPresent(whole::add);
      from = end;
    }
    text.delete(0, from);
    return whole;
  }

  /** No more will come: what is left. */
  public Optional<String> rest() {
    Optional<String> rest = taken(0, text.length());
    text.setLength(0);
    return rest;
  }

  private Optional<String> taken(int from, int to) {
    String taken = text.substring(from, to).strip();
    begun |= !taken.isEmpty();
    return taken.isEmpty() ? Optional.empty() : Optional.of(taken);
  }

  /** Where what can be given from there on ends; {@code from} itself if that is not known yet. */
  private int end(int from) {
    String near = text.substring(from, Math.min(text.length(), from + LONGEST + 1));
    int sentence = sentenceEnd(near);
    if (sentence > 0) {
      return from + sentence;
    }
    if (near.length() > LONGEST) {
      int space = near.lastIndexOf(' ', LONGEST);
      return from + (space > 0 ? space : whole(near, LONGEST));
    }
    return from + (begun ? 0 : clauseEnd(near));
  }

  /** Not within a character of two halves. */
  private static int whole(String near, int end) {
    return Character.isHighSurrogate(near.charAt(end - 1)) ? end - 1 : end;
  }

  private int sentenceEnd(String near) {
    for (int at = 0; at < near.length(); at++) {
      char each = near.charAt(at);
      int end = 0;
      if (each == PARAGRAPH) {
        end = at + 1;
      } else if (WIDE_ENDS.indexOf(each) >= 0) {
        int closed = closed(near, at + 1);
        end = saidSo(near, closed) ? 0 : known(near, closed, false);
      } else if (each == ETHIOPIC_WORD_END && at > 0 && near.charAt(at - 1) == each) {
        end = known(near, closed(near, at + 1), false);
      } else if (ENDS.indexOf(each) >= 0 || greekQuestion(near, at) || armenianStop(near, at)) {
        int closed = closed(near, at + 1);
        end = known(near, closed, !followsAtOnce(near, at, closed) && !blankMissing(near, closed));
        if (end > 0 && !ends(near, at, end)) {
          end = 0;
        }
      } else if (each == ' ' && phraseEnd(near, at)) {
        end = at + 1;
      }
      if (end > 0) {
        return end;
      }
    }
    return 0;
  }

  /** Behind all marks of the end, and all that closes with them. */
  private static int closed(String near, int from) {
    int at = from;
    while (at < near.length()
        && ((ENDS + WIDE_ENDS + CLOSING).indexOf(near.charAt(at)) >= 0 || closes(near, at))) {
      at++;
    }
    int quote = behindBlanks(near, at);
    boolean french = quote > at
        && quote < near.length()
        && near.charAt(quote) == '\u00BB'
        && near.lastIndexOf('\u00AB', at) > near.lastIndexOf('\u00BB', at);
    return french ? quote + 1 : at;
  }

  private static boolean closes(String near, int at) {
    return EITHER.indexOf(near.charAt(at)) >= 0
        && (at + 1 == near.length() || blank(near.charAt(at + 1)));
  }

  /** The sentence goes on behind what was quoted. */
  private static boolean saidSo(String near, int next) {
    return next < near.length()
        && "\u300D\u300F".indexOf(near.charAt(next - 1)) >= 0
        && QUOTED_SPEECH.indexOf(near.charAt(next)) >= 0;
  }

  /**
   * Whether the next sentence may follow without a blank: behind a question or a call in scripts that have
   * no capitals, behind a full stop in Chinese, Japanese and Korean.
   */
  private static boolean followsAtOnce(String near, int at, int next) {
    if (at == 0 || next >= near.length()) {
      return false;
    }
    int before = near.codePointBefore(at);
    int behind = near.codePointAt(next);
    if (!withoutCapitals(before) || !withoutCapitals(behind)) {
      return false;
    }
    char mark = near.charAt(at);
    boolean stop = mark == '.' || mark == '\uFF0E';
    return stop
        ? EAST_ASIAN.contains(UnicodeScript.of(before))
            && EAST_ASIAN.contains(UnicodeScript.of(behind))
        : mark != '\u2026' && mark != ';' && mark != ':';
  }

  /** "We open at nine.Then …" are two sentences; "example.Com", "Math.Floor(x)" and "Yahoo!Japan" are none. */
  private static boolean blankMissing(String near, int next) {
    if (next >= near.length() - 1 || !PLAIN_END.matcher(near.substring(0, next)).find()) {
      return false;
    }
    if (OPENING_MARKS.indexOf(near.charAt(next)) >= 0) {
      return true;
    }
    Matcher word = CAPITALISED.matcher(near).region(next, near.length());
    return word.lookingAt() && !TOPS.contains(word.group(1).toLowerCase(Locale.ROOT));
  }

  private static boolean withoutCapitals(int letter) {
    return Character.isLetter(letter) && !Character.isUpperCase(letter) && !lowerCase(letter)
        || Character.getType(letter) == Character.NON_SPACING_MARK
        || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
  }

  /** Georgian letters count as small ones, but no sentence begins with a capital. */
  private static boolean lowerCase(int letter) {
    return Character.isLowerCase(letter) && UnicodeScript.of(letter) != UnicodeScript.GEORGIAN;
  }

  /** The same place if something follows, behind a blank where there has to be one; else 0. */
  private static int known(String near, int end, boolean blank) {
    int next = behindBlanks(near, end);
    return next < near.length() && (next > end || !blank) ? next : 0;
  }

  private static int behindBlanks(String near, int from) {
    int at = from;
    while (at < near.length() && blank(near.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean blank(char each) {
    return Character.isWhitespace(each) || Character.isSpaceChar(each);
  }

  /** Whether a full stop, or three, at this place can be the end, as the next word begins. */
  private boolean ends(String near, int at, int next) {
    char mark = near.charAt(at);
    boolean quoted = near.substring(at + 1, next)
        .chars()
        .anyMatch(each -> (CLOSING + EITHER).indexOf(each) >= 0);
    if (mark != '.' && mark != '\u2026' && !quoted) {
      return true;
    }
    int opened = next;
    while (opened < near.length() - 1
        && !Character.isLetterOrDigit(near.codePointAt(opened))
        && !Character.isWhitespace(near.charAt(opened))) {
      opened++;
    }
    if (lowerCase(near.codePointAt(opened))) {
      return false;
    }
    return mark != '.' || !abbreviations.stopWithin(near.substring(0, at), near.substring(next));
  }

  /** A semicolon asks in Greek. */
  private boolean greekQuestion(String near, int at) {
    char each = near.charAt(at);
    if (each == '\u037E') {
      return true;
    }
    if (each != ';' || at == 0) {
      return false;
    }
    return rules.semicolonAsks()
        || UnicodeScript.of(near.codePointBefore(at)) == UnicodeScript.GREEK;
  }

  /** Many write a colon for the Armenian full stop. */
  private static boolean armenianStop(String near, int at) {
    return near.charAt(at) == ':'
        && at > 0
        && UnicodeScript.of(near.codePointBefore(at)) == UnicodeScript.ARMENIAN;
  }

  /** Thai and Lao have no marks: a blank ends what is said in one breath. */
  private boolean phraseEnd(String near, int at) {
    int next = behindBlanks(near, at);
    return at >= (begun ? SHORTEST_PHRASE : SHORTEST_CLAUSE)
        && next < near.length()
        && PHRASED.contains(UnicodeScript.of(near.codePointBefore(at)))
        && PHRASED.contains(UnicodeScript.of(near.codePointAt(next)));
  }

  private static int clauseEnd(String near) {
    int length = 0;
    for (int at = 0; at < near.length(); at++) {
      char each = near.charAt(at);
      boolean longEnough = length >= SHORTEST_CLAUSE;
      if (longEnough && CLAUSE_ENDS.indexOf(each) >= 0) {
        int next = behindBlanks(near, at + 1);
        if (next > at + 1 && next < near.length()) {
          return at + 1;
        }
      }
      if (longEnough && WIDE_CLAUSE_ENDS.indexOf(each) >= 0 && at + 1 < near.length()) {
        return at + 1;
      }
      length += Character.isIdeographic(each) ? 2 : 1;
    }
    return 0;
  }
}
