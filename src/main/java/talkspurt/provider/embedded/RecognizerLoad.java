package talkspurt.provider.embedded;

import java.time.Duration;

/**
 * What a recogniser can bear, by what its work takes as it runs, and whether it falls behind. It has no
 * clock: time is an argument. Not thread-safe.
 */
final class RecognizerLoad {

  /** So much of a core is planned with: not all of it is ever the recogniser's. */
  private static final double SHARE = 0.75;

  /** How many calls there are for each caller who speaks: callers listen more than they speak. */
  private static final int CALLS_FOR_A_SPEAKER = 5;

  /** How much sound the cost is a mean of. */
  private static final double MEAN_OF_SECONDS = 30;

  /** What is planned with before anything was heard: a cold JVM takes ten times as long, for a while. */
  private static final double FIRST_COST = 0.025;

  private static final Duration CALM = Duration.ofSeconds(10);
  private static final double NANOS = 1e9;

  private final int threads;
  private final Duration patience;
  private double cost = FIRST_COST;
  private long spent;
  private boolean behind;
  private boolean wasLate;
  private long lateNanos;

  /**
   * Nothing was heard yet.
   *
   * @param threads how many utterances are worked on at once
   * @param patience how long words may take after the end of an utterance
   */
  RecognizerLoad(int threads, Duration patience) {
    this.threads = threads;
    this.patience = patience;
  }

  /** So much sound took so long. */
  void heard(int samples, long nanos) {
    spent += nanos;
    if (samples == 0) {
      return; // what is left at the end of an utterance
    }
    double seconds = (double) samples / UtteranceSource.RATE_HZ;
    double weight = Math.min(1, seconds / MEAN_OF_SECONDS);
    cost += weight * (spent / NANOS / seconds - cost);
    spent = 0;
  }

  /** What a second of sound costs, in seconds of one thread. */
  double cost() {
    return cost;
  }

  /** How many callers may speak at the same time; at least one. */
  int utterances() {
    return (int) Math.max(1, threads * SHARE / cost);
  }

  /** How many calls there may be, where a fifth of the time is speech of callers. */
  int calls() {
    return CALLS_FOR_A_SPEAKER * utterances();
  }

  /** An utterance was given up because its words took too long. A single one may have had another cause. */
  void late(long nowNanos) {
    behind |= wasLate && nowNanos - lateNanos <= CALM.toNanos();
    noteLate(nowNanos);
  }

  private void noteLate(long nowNanos) {
    wasLate = true;
    lateNanos = nowNanos;
  }

  /** So much sound waits to be heard. */
  void waits(long samples, long nowNanos) {
    double expected = (double) samples / UtteranceSource.RATE_HZ * cost / threads;
    if (expected > patience.toNanos() / NANOS) {
      behind = true;
      noteLate(nowNanos);
    } else if (nowNanos - lateNanos > CALM.toNanos()) {
      behind = false;
    }
  }

  /** Whether words took too long more than once within ten seconds, or are going to. */
  boolean behind() {
    return behind;
  }
}
