package talkspurt.events;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How events are sent and kept.
 *
 * @param keepFor how long events are kept
 * @param lookEvery how often it is looked for events
 * @param parallel how many requests to one webhook run at the same time
 * @param lease after how long what a node had taken up that died is taken up again
 * @param backOff how long is waited after the first failure; twice as long after each further one
 * @param longestBackOff how long at most
 * @param giveUpAfter for how long an event is sent again that its receiver does not take
 */
public record EventSettings(
    Duration keepFor,
    Duration lookEvery,
    int parallel,
    Duration lease,
    Duration backOff,
    Duration longestBackOff,
    Duration giveUpAfter) {

  private static final long DAY_MS = 86_400_000;

  public EventSettings {
    within("keep-for", keepFor, 3_600_000, 366 * DAY_MS);
    within("look-every", lookEvery, 50, 60_000);
    within("parallel", parallel, 1, 64);
    within("lease", lease, 1_000, 3_600_000);
    within("back-off", backOff, 10, 600_000);
    within("longest-back-off", longestBackOff, 10, 3_600_000);
    within("give-up-after", giveUpAfter, 1_000, 7 * DAY_MS);
    if (longestBackOff.compareTo(backOff) < 0) {
      throw new IllegalArgumentException("longest-back-off is " + longestBackOff.toMillis()
          + " ms; allowed: at least back-off, " + backOff.toMillis() + " ms");
    }
    if (keepFor.compareTo(giveUpAfter) < 0) {
      throw new IllegalArgumentException("keep-for is " + keepFor.toMillis()
          + " ms; allowed: at least give-up-after, " + giveUpAfter.toMillis() + " ms");
    }
  }
}
