package talkspurt.fake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.collect.Checksum;
import talkspurt.collect.CodeContent;
import talkspurt.collect.CodeWords;
import talkspurt.collect.Collect;
import talkspurt.collect.Collect.Confirm;
import talkspurt.collect.DateBound;
import talkspurt.collect.DateContent;
import talkspurt.collect.DateOrder;
import talkspurt.collect.DateVocabulary;

/** Values that callers are asked for. */
public final class Collects {

  /** A card number that passes. */
  public static final String CARD = "4539578763621486";

  /** What a caller hears who is asked for a card. */
  public static final String ASK = "Please key or say your card number.";

  /** The same once more. */
  public static final String AGAIN = "Once more, please.";

  /** Words for digits, and what else a test needs. */
  public static final CodeWords WORDS = new CodeWords(
      numbers(),
      List.of("hundred"),
      List.of("thousand"),
      List.of("and"),
      Map.of("double", 2, "triple", 3),
      Map.of("bravo", "B"),
      List.of("as in"),
      List.of("yes"),
      List.of("no"),
      List.of("operator"));

  private Collects() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> all = new TreeMap<>(Map.of("oh", 0, "twenty", 20, "twenty one", 21));
    all.putAll(Map.of("fourteen", 14, "sixty two", 62, "sixty three", 63, "eighty six", 86));
    List<String> words = List.of(
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven");
    words.forEach(word -> all.put(word, words.indexOf(word)));
    return all;
  }

  /** A secret card number for the tool {@code pay}. */
  public static Collect card() {
    return card(Confirm.NONE, true);
  }

  /** The same, confirmed so, spoken or not. */
  public static Collect card(Confirm confirm, boolean spoken) {
    return new Collect(
        "card",
        new CodeContent(false, new Collect.Length(13, 16), Checksum.LUHN, WORDS),
        true,
        Optional.of('#'),
        times(),
        2,
        confirm,
        new Collect.Phrases(ASK, AGAIN, "I have {value}. Right?"),
        Optional.of(new Collect.Target("pay", "number")),
        spoken,
        false);
  }

  /** An order number that is no secret. */
  public static Collect order(Confirm confirm) {
    return new Collect(
        "order",
        new CodeContent(false, new Collect.Length(4, 6), Checksum.NONE, WORDS),
        false,
        Optional.empty(),
        times(),
        2,
        confirm,
        new Collect.Phrases("Your order number?", AGAIN, "I have {value}. Right?"),
        Optional.empty(),
        true,
        false);
  }

  /** A date of birth that is no secret; English words for months and numbers are known. */
  public static Collect born(Confirm confirm, boolean secret) {
    return new Collect(
        "born",
        new DateContent(
            DateOrder.DAY_MONTH_YEAR,
            DateBound.parse("-120y"),
            DateBound.parse("today"),
            WORDS,
            DateVocabulary.of(
                WORDS,
                Map.of("may", 5),
                Map.of("third", 3),
                Map.of("nineteen eighty", 1980),
                Map.of("yesterday", -1),
                Map.of(),
                List.of()),
            date -> "<" + date + ">"),
        secret,
        Optional.of('#'),
        times(),
        2,
        confirm,
        new Collect.Phrases("When were you born?", AGAIN, "I have {value}. Right?"),
        secret ? Optional.of(new Collect.Target("pay", "number")) : Optional.empty(),
        true,
        false);
  }

  private static Collect.Times times() {
    return new Collect.Times(Duration.ofSeconds(10), Duration.ofSeconds(4), Duration.ofMinutes(5));
  }
}
