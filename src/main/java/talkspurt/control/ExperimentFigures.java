package talkspurt.control;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the calls of an experiment came to.
 *
 * @param variants by name
 * @param firstCallAt when the first of them became known; empty where there are none
 * @param lastCallAt when the last of them did
 */
public record ExperimentFigures(
    SortedMap<String, OfVariant> variants,
    Optional<Instant> firstCallAt,
    Optional<Instant> lastCallAt) {

  public ExperimentFigures {
    variants = Collections.unmodifiableSortedMap(new TreeMap<>(variants));
  }

  /**
   * A variant's calls. Those count that were answered, are over, and got their variant by chance.
   *
   * @param calls how many count
   * @param forced how many asked for the variant
   * @param live how many are not over, but for forced ones
   * @param unanswered how many ended before there was any audio, but for forced ones
   * @param failed how many of those that count are failed
   * @param bargeIns how often callers broke in, in all that count
   * @param cost of all that count, in millionths of the currency of the settings
   * @param seconds how long those that count took, from the first line to the end
   * @param responseMs a call's mean time from the caller's last sound to the answer, over those that count and have one
   * @param outcomes how many of those that count came to what: by kind of outcome, such as {@code end-reason}, and by name
   */
  public record OfVariant(
      long calls,
      long forced,
      long live,
      long unanswered,
      long failed,
      long bargeIns,
      long cost,
      Optional<Spread> seconds,
      Optional<Spread> responseMs,
      SortedMap<String, SortedMap<String, Found>> outcomes) {

    /** A variant without a call. */
    public static final OfVariant NONE =
        new OfVariant(0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), new TreeMap<>());

    public OfVariant {
      SortedMap<String, SortedMap<String, Found>> copy = new TreeMap<>();
      outcomes.forEach((kind, counts) -> copy.put(kind, new TreeMap<>(counts)));
      outcomes = Collections.unmodifiableSortedMap(copy);
    }

    /** How many calls that count came to this. */
    public Found found(String kind, String outcome) {
      SortedMap<String, Found> counts = outcomes.getOrDefault(kind, new TreeMap<>());
      long of = counts.values().stream().mapToLong(Found::of).max().orElse(0);
      return counts.getOrDefault(outcome, new Found(0, of));
    }
  }

  /**
   * How many calls came to something.
   *
   * @param of among how many of which that is known
   */
  public record Found(long calls, long of) {}

  /**
   * How some figure is spread over calls.
   *
   * @param mean of all
   * @param p50 half of the calls have less
   * @param p95 95 % of the calls have less
   */
  public record Spread(double mean, double p50, double p95) {}
}
