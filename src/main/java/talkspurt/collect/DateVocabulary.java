package talkspurt.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words for dates. They are compared without accents, without blanks, and without what stands between a hundred and
 * what follows: recognisers put blanks where they like.
 *
 * @param months names of months, 1 to 12
 * @param days words for days of a month, 1 to 31
 * @param years words for years
 * @param relative days from today: {@code tomorrow} is 1
 * @param weekdays 1 (Monday) to 7
 * @param prefixes what a word may begin with and be the same
 * @param between words that are passed over within a number
 */
public record DateVocabulary(
    Map<String, Integer> months,
    Map<String, Integer> days,
    Map<String, Integer> years,
    Map<String, Integer> relative,
    Map<String, Integer> weekdays,
    Set<String> prefixes,
    Set<String> between) {

  /** No words are known: figures alone are read. */
  public static final DateVocabulary NONE =
      of(CodeWords.NONE, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  /** The years that are known by words. */
  static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 2099;
  private static final int MOST_WORDS = 10;
  private static final int HUNDRED = 100;
  private static final int THOUSAND = 1000;

  /** What was found: its value, and the place behind it. */
  record Match(int value, int end) {}

  public DateVocabulary {
    months = Map.copyOf(months);
    days = Map.copyOf(days);
    years = Map.copyOf(years);
    relative = Map.copyOf(relative);
    weekdays = Map.copyOf(weekdays);
    prefixes = Set.copyOf(prefixes);
    between = Set.copyOf(between);
  }

  /**
   * The words of a language.
   *
   * @param numbers how its numbers are said: days and years may be
   * @param days words for days beside its numbers
   * @param years words for years beside those that its numbers make
   * @param prefixes what a word may begin with and be the same, the word for "and" first
   */
  public static DateVocabulary of(
      CodeWords numbers,
      Map<String, Integer> months,
      Map<String, Integer> days,
      Map<String, Integer> years,
      Map<String, Integer> relative,
      Map<String, Integer> weekdays,
      List<String> prefixes) {
    Set<String> between = numbers.and().stream()
        .filter(word -> !numbers.numbers().containsKey(word))
        .collect(Collectors.toSet());
    List<String> begins = prefixes.stream().map(CodeWords::fold).toList();
    Map<String, Integer> allDays = new HashMap<>();
    numbers.numbers().forEach((word, value) -> {
      if (value < HUNDRED) {
        allDays.put(joined(List.of(word.split(" ")), between), value);
      }
    });
    allDays.putAll(joined(days, between));
    Map<String, Integer> allYears = new HashMap<>();
    yearsOf(numbers, begins)
        .forEach((phrase, year) -> allYears.put(joined(List.of(phrase.split(" ")), between), year));
    Map<String, Integer> more = new HashMap<>(years);
    years.forEach((phrase, year) ->
        withoutOne(phrase, numbers).ifPresent(shorter -> more.put(shorter, year)));
    allYears.putAll(joined(more, between));
    return new DateVocabulary(
        joined(months, between),
        allDays,
        allYears,
        joined(relative, between),
        joined(weekdays, between),
        Set.copyOf(begins),
        between);
  }

  /** "A thousand" for "one thousand". */
  private static Optional<String> withoutOne(String phrase, CodeWords numbers) {
    List<String> words = CodeWords.words(phrase);
    boolean one = words.size() > 1
        && Integer.valueOf(1).equals(numbers.numbers().get(words.get(0)))
        && numbers.thousand().contains(words.get(1));
    return one ? Optional.of(String.join(" ", words.subList(1, words.size()))) : Optional.empty();
  }

  private static Map<String, Integer> joined(Map<String, Integer> words, Set<String> between) {
    Map<String, Integer> all = new HashMap<>();
    words.forEach((phrase, value) -> {
      String key = joined(CodeWords.words(phrase), between);
      if (!key.isEmpty()) {
        all.put(key, value);
      }
    });
    return all;
  }

  private static String joined(List<String> words, Set<String> between) {
    return words.stream().filter(word -> !between.contains(word)).collect(Collectors.joining());
  }

  /** Years as numbers make them: nineteen eighty, nineteen hundred eighty, two thousand three, and digit by digit. */
  private static Map<String, Integer> yearsOf(CodeWords numbers, List<String> prefixes) {
    Map<Integer, List<String>> said = new HashMap<>();
    numbers
        .numbers()
        .forEach((word, value) ->
            said.computeIfAbsent(value, none -> new ArrayList<>()).add(word));
    List<String> joints = new ArrayList<>(List.of(""));
    prefixes.stream().findFirst().ifPresent(joints::add);
    Map<String, Integer> all = new HashMap<>();
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      int last = year % HUNDRED;
      for (String century : centuries(year, numbers, said)) {
        put(all, century, rest(last, said), joints, year);
      }
      if (last > 0) { // "nineteen three" is no year
        for (String century : said.getOrDefault(year / HUNDRED, List.of())) {
          put(all, century, last < 10 ? withZero(last, said) : rest(last, said), joints, year);
        }
      }
      for (String digits : digits(String.valueOf(year), said)) {
        all.put(digits, year);
      }
    }
    return all;
  }

  private static void put(
      Map<String, Integer> to, String century, List<String> rests, List<String> joints, int year) {
    for (String rest : rests) {
      for (String joint : joints) {
        to.put(century + " " + (rest.isEmpty() ? "" : joint) + rest, year);
      }
    }
  }

  private static List<String> centuries(
      int year, CodeWords numbers, Map<Integer, List<String>> said) {
    int hundreds = year / HUNDRED;
    List<String> all = new ArrayList<>();
    said.getOrDefault(hundreds, List.of())
        .forEach(word -> numbers.hundred().forEach(hundred -> all.add(word + " " + hundred)));
    for (String thousand : numbers.thousand()) {
      String thousands = String.valueOf(year / THOUSAND);
      List<String> begin = new ArrayList<>();
      if (thousands.equals("1")) {
        begin.add(thousand);
      }
      said.getOrDefault(year / THOUSAND, List.of())
          .forEach(word -> begin.add(word + " " + thousand));
      begin.forEach(first -> hundreds(year % THOUSAND / HUNDRED, numbers, said)
          .forEach(next -> all.add(first + " " + next)));
    }
    return all;
  }

  private static List<String> hundreds(
      int hundreds, CodeWords numbers, Map<Integer, List<String>> said) {
    if (hundreds == 0) {
      return List.of("");
    }
    List<String> all = new ArrayList<>(said.getOrDefault(hundreds * HUNDRED, List.of()));
    said.getOrDefault(hundreds, List.of())
        .forEach(word -> numbers.hundred().forEach(hundred -> all.add(word + " " + hundred)));
    return all;
  }

  private static List<String> rest(int last, Map<Integer, List<String>> said) {
    if (last == 0) {
      return List.of("");
    }
    List<String> all = new ArrayList<>(said.getOrDefault(last, List.of()));
    all.addAll(last < 10 ? withZero(last, said) : List.of());
    return all;
  }

  private static List<String> withZero(int digit, Map<Integer, List<String>> said) {
    return said.getOrDefault(0, List.of()).stream()
        .flatMap(
            zero -> said.getOrDefault(digit, List.of()).stream().map(word -> zero + " " + word))
        .toList();
  }

  private static List<String> digits(String year, Map<Integer, List<String>> said) {
    List<String> all = List.of("");
    for (char digit : year.toCharArray()) {
      List<String> words = said.getOrDefault(digit - '0', List.of());
      all = all.stream()
          .flatMap(begun -> words.stream().map(word -> begun + " " + word))
          .toList();
    }
    return all;
  }

  /** The longest of these phrases that begins here; none: a value of -1. */
  Match longest(Map<String, Integer> phrases, List<String> words, int at) {
    Match found = new Match(-1, at);
    if (between.contains(words.get(at))) {
      return found;
    }
    for (String first : beginnings(words.get(at))) {
      StringBuilder joined = new StringBuilder(first);
      for (int end = at + 1; end <= Math.min(words.size(), at + MOST_WORDS); end++) {
        Integer value = phrases.get(joined.toString());
        if (value != null && end > found.end()) {
          found = new Match(value, end);
        }
        if (end < words.size() && !between.contains(words.get(end))) {
          joined.append(words.get(end));
        }
      }
    }
    return found;
  }

  private List<String> beginnings(String word) {
    List<String> all = new ArrayList<>(List.of(word));
    prefixes.stream()
        .filter(prefix -> word.startsWith(prefix) && word.length() > prefix.length())
        .forEach(prefix -> all.add(word.substring(prefix.length())));
    return all;
  }
}
