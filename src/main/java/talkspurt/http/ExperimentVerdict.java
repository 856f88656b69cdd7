package talkspurt.http;

import java.util.Locale;
import java.util.OptionalLong;
import talkspurt.control.Proportions;
import talkspurt.control.Proportions.Interval;

/**
 * What can be said of one outcome of a variant's calls beside another variant's.
 *
 * @param conclusion {@code more} or {@code fewer} calls of the variant have this outcome; {@code alike}: a difference as
 *     large as asked for is not likely; {@code too-few-calls}: none of that can be said
 * @param difference of the shares, with where the true one lies
 * @param callsNeeded about how many more calls each needs, where there are too few
 * @param verdict the same as a sentence
 */
record ExperimentVerdict(
    Conclusion conclusion,
    double difference,
    Interval interval,
    OptionalLong callsNeeded,
    String verdict) {

  /** What the calls show. */
  enum Conclusion {
    MORE,
    FEWER,
    ALIKE,
    TOO_FEW_CALLS
  }

  /**
   * Some calls of a variant.
   *
   * @param found how many have the outcome
   */
  record Sample(String variant, long found, long calls) {

    double share() {
      return calls == 0 ? 0 : (double) found / calls;
    }
  }

  private static final int HUNDRED = 100;

  /**
   * Compares.
   *
   * @param outcome as users see it, such as {@code transferred}
   * @param one the variant
   * @param other what it is held against
   * @param sought which difference is to be found if it is there, above 0 and at most 0.5
   */
  static ExperimentVerdict of(String outcome, Sample one, Sample other, double sought) {
    Interval between =
        Proportions.difference(one.found(), one.calls(), other.found(), other.calls());
    double difference = one.share() - other.share();
    if (between.excludesZero()) {
      Conclusion conclusion = difference > 0 ? Conclusion.MORE : Conclusion.FEWER;
      return new ExperimentVerdict(
          conclusion,
          difference,
          between,
          OptionalLong.empty(),
          differs(outcome, one, other, between, conclusion));
    }
    long needed = Proportions.callsOfEachFrom(other.calls() == 0 ? 0.5 : other.share(), sought)
        - Math.min(one.calls(), other.calls());
    if (between.farthest() <= sought || needed <= 0) {
      return new ExperimentVerdict(
          Conclusion.ALIKE,
          difference,
          between,
          OptionalLong.empty(),
          outcome + ": no difference larger than " + points(between.farthest()) + " between "
              + one.variant() + " and " + other.variant() + " is likely");
    }
    long about = rounded(needed);
    return new ExperimentVerdict(
        Conclusion.TOO_FEW_CALLS,
        difference,
        between,
        OptionalLong.of(about),
        outcome + ": too few calls; about " + about + " more of each of " + one.variant() + " and "
            + other.variant() + " for a difference of " + points(sought));
  }

  private static String differs(
      String outcome, Sample one, Sample other, Interval between, Conclusion conclusion) {
    boolean more = conclusion == Conclusion.MORE;
    double low = more ? between.low() : -between.high();
    double high = more ? between.high() : -between.low();
    return outcome + ": " + one.variant() + " has it in " + (more ? "more" : "fewer")
        + " calls than "
        + other.variant() + ": " + percent(one.share()) + " against " + percent(other.share())
        + ", difference " + points(Math.abs(one.share() - other.share())) + " (" + number(low)
        + " to " + number(high) + ")";
  }

  /** To two digits that count, upwards. */
  private static long rounded(long calls) {
    long unit = 1;
    while (calls / unit >= HUNDRED) {
      unit *= 10;
    }
    return (calls + unit - 1) / unit * unit;
  }

  private static String percent(double share) {
    return number(share) + " %";
  }

  private static String points(double share) {
    return number(share) + " points";
  }

  private static String number(double share) {
    return String.format(Locale.ROOT, "%.1f", share * HUNDRED).replaceFirst("\\.0$", "");
  }
}
