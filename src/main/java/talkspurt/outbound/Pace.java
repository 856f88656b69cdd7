package talkspurt.outbound;

import java.time.Duration;
import talkspurt.settings.Bounds;

/**
 * How fast calls may be made, by one trunk or in all.
 *
 * @param atOnce calls that are dialled or spoken at the same time, 1 to 10,000
 * @param apart time between the beginnings of two dials, 1 ms to 1 h
 */
public record Pace(int atOnce, Duration apart) {

  private static final int MAX_AT_ONCE = 10_000;
  private static final long MAX_APART_MS = 3_600_000;
  private static final long SECOND_NANOS = 1_000_000_000;

  /** Checks the bounds that are written above. */
  public Pace {
    Bounds.within("at-once", atOnce, 1, MAX_AT_ONCE);
    Bounds.within("apart", apart, 1, MAX_APART_MS);
  }

  /** So many a second at most, evenly spread: never more than that within any second. */
  public static Pace perSecond(int atOnce, int dials) {
    Bounds.within("per-second", dials, 1, 1_000);
    return new Pace(atOnce, Duration.ofNanos((SECOND_NANOS + dials - 1) / dials));
  }
}
