package talkspurt.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * What was spent on one line of a call: by provider, and of the caller's time. It grows but for corrections, which are counted: of two
 * that were told of a line that of more corrections is the later, else the greater, in whatever order they come and however often.
 *
 * @param byProvider by the provider's name in settings
 * @param answers what the caller waited for answers
 * @param corrections how often a provider's own figure took the place of what was estimated
 */
public record Spending(Map<String, Spent> byProvider, AnswerTimes answers, int corrections) {

  /** Nothing was spent. */
  public static final Spending NONE = new Spending(Map.of());

  /**
   * What was spent on one provider.
   *
   * @param millionths what it cost, in millionths of the currency of the settings
   * @param used how much was used, by units such as {@code characters}
   * @param estimated how much of that the provider has not told, and we have counted or estimated; units of which it
   *     told all are left out
   * @param tariffs from which days on the tariffs hold by which it cost that, such as {@code 2026-11-01}, in order;
   *     none of tariffs without a date
   */
  public record Spent(
      long millionths, Map<String, Long> used, Map<String, Long> estimated, List<String> tariffs) {

    /** What was stored before anything was estimated has neither. */
    public Spent {
      used = used == null ? Map.of() : Map.copyOf(used);
      estimated = estimated == null ? Map.of() : Map.copyOf(estimated);
      tariffs = tariffs == null ? List.of() : List.copyOf(tariffs);
    }

    /** As the provider told it, by a tariff without a date. */
    public Spent(long millionths, Map<String, Long> used) {
      this(millionths, used, Map.of(), List.of());
    }

    /** The later of two: where as much was used, more of it was told. */
    Spent max(Spent other) {
      Map<String, Long> left = new HashMap<>();
      for (String unit : joined(estimated, other.estimated, Math::max).keySet()) {
        long mine = estimated.getOrDefault(unit, 0L);
        long its = other.estimated.getOrDefault(unit, 0L);
        int more = Long.compare(used.getOrDefault(unit, 0L), other.used.getOrDefault(unit, 0L));
        long later = more > 0 ? mine : more < 0 ? its : Math.min(mine, its);
        if (later > 0) {
          left.put(unit, later);
        }
      }
      return new Spent(
          Math.max(millionths, other.millionths),
          joined(used, other.used, Math::max),
          left,
          both(tariffs, other.tariffs));
    }

    /** Both together. */
    public Spent plus(Spent other) {
      return new Spent(
          sum(millionths, other.millionths),
          joined(used, other.used, Spending::sum),
          joined(estimated, other.estimated, Spending::sum),
          both(tariffs, other.tariffs));
    }

    private static List<String> both(List<String> some, List<String> others) {
      return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
    }
  }

  /** What was stored before there were times of answers has none. */
  public Spending {
    byProvider = byProvider == null ? Map.of() : Map.copyOf(byProvider);
    answers = answers == null ? AnswerTimes.NONE : answers;
  }

  /** Without corrections. */
  public Spending(Map<String, Spent> byProvider, AnswerTimes answers) {
    this(byProvider, answers, 0);
  }

  /** On providers alone. */
  public Spending(Map<String, Spent> byProvider) {
    this(byProvider, AnswerTimes.NONE);
  }

  /** The later of two that were told of one line. */
  Spending max(Spending other) {
    if (corrections != other.corrections) {
      return corrections > other.corrections ? this : other;
    }
    return new Spending(
        joined(byProvider, other.byProvider, Spent::max), answers.max(other.answers), corrections);
  }

  /** What was spent on two lines. */
  public Spending plus(Spending other) {
    return new Spending(
        joined(byProvider, other.byProvider, Spent::plus),
        answers.plus(other.answers),
        corrections + other.corrections);
  }

  /** All of it, in millionths of the currency. */
  public long millionths() {
    return byProvider.values().stream().mapToLong(Spent::millionths).reduce(0, Spending::sum);
  }

  /** As it is shown: by name. */
  public Map<String, Spent> sorted() {
    return new TreeMap<>(byProvider);
  }

  /** What journals hold is believed, and no sum of it is negative. */
  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  static <V> Map<String, V> joined(
      Map<String, V> one, Map<String, V> other, BinaryOperator<V> joining) {
    Map<String, V> all = new HashMap<>(one);
    other.forEach((key, value) -> all.merge(key, value, joining));
    return all;
  }
}
