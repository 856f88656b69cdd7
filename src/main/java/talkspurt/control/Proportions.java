package talkspurt.control;

/**
 * Shares of calls, how sure they are, and whether two of them differ. Pure arithmetic; all intervals are of 95 %.
 *
 * <p>Wilson's interval and the difference of two shares (method 10, a hybrid of two Wilson intervals, without continuity
 * correction) as in R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven
 * methods", Statistics in Medicine 17 (1998) 857–872, and "Interval estimation for the difference between independent
 * proportions: comparison of eleven methods", the same volume, 873–890. The size of a sample as in J. L. Fleiss, B. Levin
 * and M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd edition (2003), chapter 4, without continuity
 * correction.
 */
public final class Proportions {

  /** What is left of the normal distribution below this is 97.5 %: two-sided 95 %. */
  private static final double Z = 1.959963984540054;

  /** The same for 80 %: how likely a difference that is there is found. */
  private static final double Z_POWER = 0.8416212335729143;

  private Proportions() {}

  /**
   * Between what and what a share or a difference of shares lies.
   *
   * @param low 0 to 1, for a difference −1 to 1
   * @param high no lower than {@code low}
   */
  public record Interval(double low, double high) {

    /** Whether it leaves out 0: a difference is hardly by chance then. */
    public boolean excludesZero() {
      return low > 0 || high < 0;
    }

    /** The larger of its ends, whichever side it is on. */
    public double farthest() {
      return Math.max(Math.abs(low), Math.abs(high));
    }
  }

  /**
   * Where the true share of those lies of which so many were found.
   *
   * @param found how many were found, 0 to {@code of}
   * @param of among how many; with 0 anything is possible
   */
  public static Interval wilson(long found, long of) {
    check(found, of);
    if (of == 0) {
      return new Interval(0, 1);
    }
    double share = (double) found / of;
    double square = Z * Z / of;
    double middle = share + square / 2;
    double half = Z * Math.sqrt(share * (1 - share) / of + square / (4 * of));
    return new Interval(
        found == 0 ? 0 : (middle - half) / (1 + square),
        found == of ? 1 : (middle + half) / (1 + square));
  }

  /** Where the first true share less the second lies. */
  public static Interval difference(long found, long of, long otherFound, long otherOf) {
    if (of == 0 || otherOf == 0) {
      check(found, of);
      check(otherFound, otherOf);
      return new Interval(-1, 1);
    }
    double share = (double) found / of;
    double other = (double) otherFound / otherOf;
    Interval own = wilson(found, of);
    Interval others = wilson(otherFound, otherOf);
    return new Interval(
        share - other - Math.hypot(share - own.low, others.high - other),
        share - other + Math.hypot(own.high - share, other - others.low));
  }

  /**
   * How many calls each of two variants needs, so that a difference between these true shares is found in 80 % of
   * experiments, and a difference where there is none in 5 %.
   *
   * @param share 0 to 1
   * @param other 0 to 1, another than {@code share}
   */
  public static long callsOfEach(double share, double other) {
    if (!(share >= 0 && share <= 1 && other >= 0 && other <= 1) || share == other) {
      throw new IllegalArgumentException(
          "shares are " + share + " and " + other + "; allowed: two others of 0 to 1");
    }
    return (long) Math.ceil(calls(share, other, Z_POWER));
  }

  /** The same for the power that belongs to this quantile of the normal distribution. */
  static double calls(double share, double other, double zPower) {
    double mean = (share + other) / 2;
    double root = Z * Math.sqrt(2 * mean * (1 - mean))
        + zPower * Math.sqrt(share * (1 - share) + other * (1 - other));
    return root * root / ((share - other) * (share - other));
  }

  /**
   * The same for a difference of this size up or down from a share, whichever needs more and is possible.
   *
   * @param difference above 0, at most 0.5
   */
  public static long callsOfEachFrom(double share, double difference) {
    long up = share + difference > 1 ? 0 : callsOfEach(share, share + difference);
    long down = share - difference < 0 ? 0 : callsOfEach(share, share - difference);
    return Math.max(up, down);
  }

  private static void check(long found, long of) {
    if (found < 0 || found > of) {
      throw new IllegalArgumentException(found + " of " + of + "; allowed: 0 to all of them");
    }
  }
}
