package talkspurt.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import talkspurt.text.SpokenWords;

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

  /** Words of one letter: before a figure, or between two ("3 a 5", "cinco y diez"), they spell nothing. */
  private static final Set<String> LETTER_WORDS =
      Set.of("a", "à", "á", "y", "o", "ó", "e", "è", "é", "i", "u", "ù");

  /** "5 p.m.", "the U.S.": letters that are no beginning of a name. */
  private static final Set<String> INITIALS = Set.of(
      "a m", "p m", "u s", "u s a", "u k", "e u", "t v", "o k", "i d", "p c", "c d", "d v d",
      "v i p");

  private static final Set<String> HALVES_OF_DAYS = Set.of("a", "p");

  /** Behind these two small numbers are a time. */
  private static final Set<String> BEFORE_TIMES = Set.of(
      "at", "by", "until", "till", "before", "after", "around", "about", "um", "bis", "ab", "gegen",
      "nach", "las", "la", "à", "vers", "alle", "dalle", "om", "rond", "às");

  private static final Set<String> DASHES = Set.of(
      "dash",
      "hyphen",
      "minus",
      "bindestrich",
      "strich",
      "guion",
      "guión",
      "tiret",
      "trattino",
      "streepje",
      "hífen",
      "traço");

  /** One word with what is numbered, such as "Kundennummer"; those of houses and rooms are short. */
  private static final Pattern NUMBER_OF =
      Pattern.compile("(?!haus|zimmer|huis|kamer)\\p{L}+nummer");

  /** "That is the point" gives no address. */
  private static final Set<String> ARTICLES = Set.of(
      "the", "der", "den", "dem", "ein", "einen", "el", "un", "ese", "este", "le", "ce", "il",
      "het", "een", "ao", "esse");

  private static final Pattern CLOCK = Pattern.compile("\\p{Nd}{1,2}h\\p{Nd}{2}");

  private static final int SHORTEST_PIECE = 3;
  private static final int DAY_HOURS = 24;
  private static final int HOUR_MINUTES = 60;

  /** No words are known: figures and letters alone count. */
  public static final Dictation NONE =
      new Dictation(NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS, NO_WORDS);

  /** Whether the caller is in the middle of something of that kind. */
  boolean goesOn(String said) {
    List<String> words = withoutHalfOfDay(PhraseList.wordsOf(said));
    return number(words) || spelled(words) || address(said.strip(), words);
  }

  /** Whether the word is a figure, such as "een", that is an article elsewhere. */
  boolean figure(List<String> words) {
    return words.size() == 1 && figures.phrases().contains(words.get(0));
  }

  // ---- numbers and letters

  /** "At 5 p.m." is a time, and no letters. */
  private List<String> withoutHalfOfDay(List<String> words) {
    int last = words.size() - 1;
    boolean half = last >= 2
        && words.get(last).equals("m")
        && HALVES_OF_DAYS.contains(words.get(last - 1))
        && figure(words.get(last - 2));
    return half ? words.subList(0, last - 1) : words;
  }

  private boolean number(List<String> words) {
    int from = begin(words);
    boolean led = led(words.subList(0, from));
    while (from < words.size() && LETTER_WORDS.contains(words.get(from))) {
      from++;
    }
    List<String> run = words.subList(from, words.size());
    if (run.stream().noneMatch(this::figure)) {
      return false;
    }
    led |= led(words.subList(0, from));
    boolean alone = from == 0;
    int digits = 0;
    int numbers = 0;
    for (int at = 0; at < run.size(); at++) {
      digits += joins(run, at) ? 0 : digits(run.get(at));
      numbers += joins(run, at) ? 0 : 1;
    }
    if (led) {
      return true;
    }
    if (numbers == 1) {
      return run.get(0).matches("0\\d+")
          || !CLOCK.matcher(run.get(0)).matches()
              && (digits >= LONG_NUMBER || alone && digits >= GROUP);
    }
    boolean atTime = !alone
        && BEFORE_TIMES.contains(words.get(from - 1))
        && numbers == 2
        && run.stream().allMatch(word -> digits(word) <= 2);
    if (atTime || between(run) || hours(run)) {
      return false;
    }
    return alone || numbers > 2 || !time(run);
  }

  /** Where the figures and letters at the end begin. */
  private int begin(List<String> words) {
    int from = words.size();
    while (from > 0
        && (figure(words.get(from - 1)) || letter(words, from - 1) || dash(words, from - 1))) {
      from--;
    }
    return from;
  }

  /** A dash between figures. */
  private boolean dash(List<String> words, int at) {
    return at > 0
        && at < words.size() - 1
        && DASHES.contains(words.get(at))
        && figure(words.get(at - 1));
  }

  private boolean led(List<String> before) {
    int last = before.size() - 1;
    if (leads.endOf(before)) {
      return true;
    }
    boolean copula = last > 0 && COPULAS.contains(before.get(last));
    return last >= 0 && NUMBER_OF.matcher(before.get(copula ? last - 1 : last)).matches();
  }

  /** "3 a 5", "tres o cuatro", "cinco y diez", "treinta y cinco". */
  private boolean between(List<String> run) {
    return run.size() == 3
        && LETTER_WORDS.contains(run.get(1))
        && figure(run.get(0))
        && figure(run.get(2));
  }

  /** "8 h 30". */
  private static boolean hours(List<String> run) {
    return run.size() <= 3
        && run.get(1).equals("h")
        && FIGURES.matcher(run.get(0)).matches();
  }

  /** Whether the word makes one number with the one before: "twenty five", "quatre-vingt-dix". */
  private boolean joins(List<String> run, int at) {
    if (at == 0) {
      return false;
    }
    String word = run.get(at);
    String before = run.get(at - 1);
    boolean french = before.equals("quatre") && word.startsWith("vingt")
        || before.equals("vingts")
        || before.equals("dix") && List.of("sept", "huit", "neuf").contains(word);
    return french
        || tens(before)
            && figures.phrases().contains(before)
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
    int letter = word.codePointAt(0);
    return word.length() == Character.charCount(letter)
        && Character.isLetter(letter)
        && !SpokenWords.character(word);
  }

  /** "A B C", "bravo charlie", "B as in Bravo". */
  private boolean spelled(List<String> words) {
    int last = words.size() - 1;
    if (last < 1) {
      return false;
    }
    if (letter(words, last) && letter(words, last - 1)) {
      int from = last - 1;
      while (from > 0 && letter(words, from - 1)) {
        from--;
      }
      return !INITIALS.contains(String.join(" ", words.subList(from, words.size())));
    }
    List<String> before = new ArrayList<>(words.subList(0, last));
    for (String example : examples.phrases()) {
      List<String> between = PhraseList.wordsOf(example);
      int letterAt = before.size() - between.size() - 1;
      if (letterAt >= 0
          && letter(before, letterAt)
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
    if (marks.endOf(words) && mark(words, words.size() - 1)) {
      return true;
    }
    boolean named = mail.occurIn(said);
    int lastMark = lastMark(words);
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

  private int lastMark(List<String> words) {
    int at = lastOf(words, marks);
    return at >= 0 && mark(words, at) ? at : -1;
  }

  private static boolean mark(List<String> words, int at) {
    return at == 0 || !ARTICLES.contains(words.get(at - 1));
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
