package talkspurt.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What callers give in groups, with pauses between that end no turn: numbers, spelled letters and
 * e-mail addresses, however a recogniser writes them.
 *
 * @param figures words for figures, such as "five", "twenty", "double"
 * @param letters words that stand for a letter, such as "bravo"
 * @param examples what stands between a letter and its word, such as "as in"
 * @param leads words before a number that is then given in groups, such as "number is"
 * @param marks words for the marks of an address, such as "dot"
 * @param mail words that name what follows an address, such as "e-mail"
 */
public record Dictation(
    PhraseList figures,
    PhraseList letters,
    PhraseList examples,
    PhraseList leads,
    PhraseList marks,
    PhraseList mail) {

  private static final PhraseList NO_WORDS = PhraseList.of(List.of());
  private static final int LONG_NUMBER = 5;
  private static final int GROUP = 3;
  private static final Pattern FIGURES = Pattern.compile("\\p{Nd}+");
  private static final Pattern OPEN_ADDRESS =
      Pattern.compile("\\S@[^\\s.]*$|\\S@\\S*\\.$|(?:^|\\s)@$");
  private static final Pattern WHOLE_ADDRESS = Pattern.compile("\\S@\\S+\\.\\p{L}{2,}[.?!]?$");
  private static final Pattern MIXED =
      Pattern.compile("\\p{L}{1,3}\\p{Nd}+\\p{L}{0,2}|\\p{Nd}+\\p{L}\\p{Nd}+");

  /** "john.smith at", with blanks round the sign alone. */
  private static final Pattern OPEN_HOST =
      Pattern.compile("\\p{L}{2,}[._-]\\p{L}{2,}\\s+(?:at|arroba|ät)(?:\\s+\\p{L}+)?$");

  private static final List<String> SIGNS =
      List.of("at", "arroba", "ät", "klammeraffe", "arobase", "chiocciola", "apenstaartje");
  private static final List<String> COPULAS =
      List.of("is", "ist", "lautet", "est", "c'est", "es", "è", "é", "wäre");
  private static final int LONGEST_NAME = 3;

  /** Between the figures of one number that is written as one word. */
  private static final List<String> AND = List.of("und", "en", "ën");

  /** "Cinco y diez". */
  private static final List<String> OF_TIMES = List.of("y", "e");

  private static final int SHORTEST_PIECE = 3;
  private static final int DAY_HOURS = 24;
  private static final int HOUR_MINUTES = 60;

  /** No words are known: figures and letters alone count. */
  public static final Dictation NONE =
      new Dictation(NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS);

  /** Whether the caller is in the middle of something of that kind. */
  boolean goesOn(String said) {
    List<String> words = PhraseList.wordsOf(said);
    return number(words) || spelled(words) || address(said.strip(), words);
  }

  // ---- numbers and letters

  private boolean number(List<String> words) {
    int from = words.size();
    while (from > 0 && (figure(words.get(from - 1)) || letter(words, from - 1))) {
      from--;
    }
    List<String> run = words.subList(from, words.size());
    if (run.stream().noneMatch(this::figure)) {
      return false;
    }
    boolean alone = from == 0;
    boolean led = leads.endOf(words.subList(0, from));
    int digits = 0;
    int numbers = 0;
    for (int at = 0; at < run.size(); at++) {
      digits += joins(run, at) ? 0 : digits(run.get(at));
      numbers += joins(run, at) ? 0 : 1;
    }
    if (numbers == 1) {
      boolean begun = run.get(0).matches("0\\d+") || digits >= LONG_NUMBER;
      return begun || led || alone && digits >= GROUP;
    }
    boolean ofTime = run.size() == 3 && OF_TIMES.contains(run.get(1));
    return alone || led || (numbers > 2 ? !ofTime : !time(run));
  }

  /** Whether the word makes one number with the one before: "twenty five". */
  private boolean joins(List<String> run, int at) {
    String word = run.get(at);
    return at > 0
        && tens(run.get(at - 1))
        && digits(word) == 1
        && !FIGURES.matcher(word).matches()
        && figure(word);
  }

  private static boolean tens(String word) {
    return word.endsWith("ty")
        || word.endsWith("zig")
        || word.endsWith("ßig")
        || word.endsWith("tig")
        || word.endsWith("nta")
        || word.endsWith("nte")
        || word.equals("vingt");
  }

  private int digits(String word) {
    if (FIGURES.matcher(word).matches() || mixed(word)) {
      return word.length();
    }
    boolean compound = !figures.phrases().contains(word) && figure(word);
    return compound || tens(word) ? 2 : 1;
  }

  /** "Five thirty", "5 30": what is said of a time, and takes no more. */
  private static boolean time(List<String> run) {
    if (run.size() != 2 || !run.stream().allMatch(word -> FIGURES.matcher(word).matches())) {
      return run.size() <= 3 && tens(run.get(1)) && !tens(run.get(0));
    }
    String hour = run.get(0);
    String minutes = run.get(1);
    return hour.length() <= 2
        && minutes.length() == 2
        && Integer.parseInt(hour) <= DAY_HOURS
        && Integer.parseInt(minutes) < HOUR_MINUTES;
  }

  private boolean figure(String word) {
    return FIGURES.matcher(word).matches()
        || figures.phrases().contains(word)
        || mixed(word)
        || compound(word);
  }

  /** Parts of codes and plates, such as "SW1A"; "9am" is none. */
  private static boolean mixed(String word) {
    return MIXED.matcher(word).matches();
  }

  /** Numbers that are written as one word, such as "einundzwanzig". */
  private boolean compound(String word) {
    boolean[] reached = new boolean[word.length() + 1];
    int[] pieces = new int[word.length() + 1];
    reached[0] = true;
    for (int from = 0; from < word.length(); from++) {
      for (int to = from + 2; reached[from] && to <= word.length(); to++) {
        String piece = word.substring(from, to);
        boolean figure = piece.length() >= SHORTEST_PIECE && figures.phrases().contains(piece);
        if (figure || from > 0 && AND.contains(piece)) {
          reached[to] = true;
          pieces[to] = pieces[from] + 1;
        }
      }
    }
    return reached[word.length()] && pieces[word.length()] > 1 && !word.endsWith("und");
  }

  private boolean letter(List<String> words, int at) {
    String word = words.get(at);
    return single(word) || letters.phrases().contains(word);
  }

  private static boolean single(String word) {
    return word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
  }

  /** "A B C", "bravo charlie", "B as in Bravo". */
  private boolean spelled(List<String> words) {
    int last = words.size() - 1;
    if (last < 1) {
      return false;
    }
    if (letter(words, last) && letter(words, last - 1)) {
      return true;
    }
    List<String> before = new ArrayList<>(words.subList(0, last));
    for (String example : examples.phrases()) {
      List<String> between = PhraseList.wordsOf(example);
      int letterAt = before.size() - between.size() - 1;
      if (letterAt >= 0
          && single(before.get(letterAt))
          && before.subList(letterAt + 1, before.size()).equals(between)) {
        return true;
      }
    }
    return false;
  }

  // ---- addresses

  private boolean address(String said, List<String> words) {
    if (OPEN_ADDRESS.matcher(said).find() || OPEN_HOST.matcher(lower(said)).find()) {
      return true;
    }
    if (WHOLE_ADDRESS.matcher(said).find() || words.isEmpty()) {
      return false;
    }
    if (marks.endOf(words)) {
      return true;
    }
    boolean named = mail.occurIn(said);
    int lastMark = lastOf(words, marks);
    int lastAt = lastOf(words, PhraseList.of(SIGNS));
    if (named && lastMark < 0 && lastAt < 0 && justNamed(words)) {
      return true;
    }
    if (lastAt == words.size() - 1
        && lastAt >= 2
        && letter(words, lastAt - 1)
        && letter(words, lastAt - 2)) {
      return true;
    }
    boolean begun =
        lastMark >= 0 && lastAt < 0 && words.size() - lastMark <= 3 && (named || lastMark <= 2);
    boolean host = lastAt > 0
        && lastMark <= lastAt
        && words.size() - lastAt <= 3
        && (named || lastMark >= 0 || !words.get(lastAt).equals("at") || known(words, lastAt));
    return begun || host;
  }

  /** "My e-mail is jane": the name, and perhaps more of it. */
  private boolean justNamed(List<String> words) {
    for (int at = Math.max(1, words.size() - LONGEST_NAME - 1); at < words.size(); at++) {
      boolean copula = COPULAS.contains(words.get(at));
      List<String> before = words.subList(Math.max(0, at - 2), at);
      if (copula
          && (mail.endOf(before) || before.size() == 2 && mail.endOf(before.subList(0, 1)))) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String said) {
    return said.toLowerCase(Locale.ROOT);
  }

  private static boolean known(List<String> words, int at) {
    return at + 1 < words.size()
        && List.of("gmail", "gmx", "hotmail", "outlook", "yahoo", "icloud", "web")
            .contains(words.get(at + 1));
  }

  private static int lastOf(List<String> words, PhraseList sought) {
    for (int at = words.size() - 1; at >= 0; at--) {
      if (sought.phrases().contains(words.get(at))) {
        return at;
      }
    }
    return -1;
  }
}
