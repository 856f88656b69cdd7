package talkspurt.outcome;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import talkspurt.provider.transport.Backoff;

/**
 * How outcomes are asked for and told.
 *
 * @param lookEvery how often it is looked for work
 * @param parallel how many requests of each kind run at the same time
 * @param lease after how long work that was taken up by a node that died is taken up again
 * @param attempts how often a model is asked about a call
 * @param backOff how long is waited after the first attempt; twice as long after each further one
 * @param longestBackOff how long at most
 * @param giveUpAfter for how long a webhook is told again that does not take it
 */
public record OutcomeSettings(
    Duration lookEvery,
    int parallel,
    Duration lease,
    int attempts,
    Duration backOff,
    Duration longestBackOff,
    Duration giveUpAfter) {

  public OutcomeSettings {
    within("look-every", lookEvery, 50, 60_000);
    within("parallel", parallel, 1, 64);
    within("lease", lease, 1_000, 3_600_000);
    within("attempts", attempts, 1, 20);
    within("back-off", backOff, 10, 600_000);
    within("longest-back-off", longestBackOff, 10, 86_400_000);
    within("give-up-after", giveUpAfter, 1_000, 7L * 86_400_000);
    if (longestBackOff.compareTo(backOff) < 0) {
      throw new IllegalArgumentException("longest-back-off is " + longestBackOff.toMillis()
          + " ms; allowed: at least back-off, " + backOff.toMillis() + " ms");
    }
  }

  /** How long is waited after so many attempts, 1 or more. */
  Duration waitAfter(int attempt) {
    return Backoff.pause(backOff, longestBackOff, attempt - 1);
  }
}
