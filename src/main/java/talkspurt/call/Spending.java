package talkspurt.call;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What was spent on one line of a call: by provider, and of the caller's time. It only ever grows, so that of two that were told
 * of a line the greater is the later, in whatever order they come and however often.
 *
 * @param byProvider by the provider's name in settings
 * @param answers what the caller waited for answers
 */
public record Spending(Map<String, Spent> byProvider, AnswerTimes answers) {

  /** Nothing was spent. */
  public static final Spending NONE = new Spending(Map.of());

  /**
   * What was spent on one provider.
   *
   * @param millionths what it cost, in millionths of the currency of the settings
   * @param used how much was used, by units such as {@code characters}
   */
  public record Spent(long millionths, Map<String, Long> used) {

    public Spent {
      used = used == null ? Map.of() : Map.copyOf(used);
    }

    Spent max(Spent other) {
      return new Spent(Math.max(millionths, other.millionths), joined(used, other.used, Math::max));
    }

    Spent plus(Spent other) {
      return new Spent(sum(millionths, other.millionths), joined(used, other.used, Spending::sum));
    }
  }

  /** What was stored before there were times of answers has none. */
  public Spending {
    byProvider = byProvider == null ? Map.of() : Map.copyOf(byProvider);
    answers = answers == null ? AnswerTimes.NONE : answers;
  }

  /** On providers alone. */
  public Spending(Map<String, Spent> byProvider) {
    this(byProvider, AnswerTimes.NONE);
  }

  /** The later of two that were told of one line. */
  Spending max(Spending other) {
    return new Spending(
        joined(byProvider, other.byProvider, Spent::max), answers.max(other.answers));
  }

  /** What was spent on two lines. */
  Spending plus(Spending other) {
    return new Spending(
        joined(byProvider, other.byProvider, Spent::plus), answers.plus(other.answers));
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
