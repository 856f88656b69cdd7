package talkspurt.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import talkspurt.settings.Bounds;

/**
 * How the engine makes calls.
 *
 * @param region two-letter code of the country that numbers without {@code +} belong to; empty refuses such numbers
 * @param rules whether and when a number may be dialled
 * @param retry when a number that was not reached is tried again
 * @param pace how fast calls are made by all trunks together
 * @param trunks ways to the telephone network, by name; none: the engine makes no calls
 * @param lookEvery how often it is looked for calls that are due
 * @param maxWaiting how many calls may wait to be made, 1 to 1,000,000
 * @param keepFor how long a call that is over is kept
 */
public record OutboundSettings(
    Optional<String> region,
    DialRules rules,
    RetryPlan retry,
    Pace pace,
    Map<String, Trunk> trunks,
    Duration lookEvery,
    int maxWaiting,
    Duration keepFor) {

  private static final long MAX_LOOK_EVERY_MS = 60_000;
  private static final int MAX_WAITING = 1_000_000;
  private static final Duration MAX_KEPT = Duration.ofDays(3650);

  /** Checks the bounds that are written above. */
  public OutboundSettings {
    trunks = Map.copyOf(trunks);
    Bounds.within("look-every", lookEvery, 100, MAX_LOOK_EVERY_MS);
    Bounds.within("max-waiting", maxWaiting, 1, MAX_WAITING);
    Bounds.within("keep-for", keepFor, Duration.ofDays(1).toMillis(), MAX_KEPT.toMillis());
  }
}
