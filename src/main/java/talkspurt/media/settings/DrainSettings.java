package talkspurt.media.settings;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How a node that is told to stop lets its calls go.
 *
 * @param finishTimeout how long calls may go on to their own end
 * @param handOverTimeout how long those that are left may take to come to a good place to be moved
 */
public record DrainSettings(Duration finishTimeout, Duration handOverTimeout) {

  /** From the last line being released to its being closed by Asterisk, or by us. */
  public static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  /** For a balancer that has just looked. */
  public static final Duration SLACK = Duration.ofSeconds(2);

  public DrainSettings {
    within("finish-timeout", finishTimeout, 0, 86_400_000);
    within("hand-over-timeout", handOverTimeout, 0, 60_000);
  }

  /** How long all of it takes at most. */
  public Duration longest() {
    return finishTimeout.plus(handOverTimeout).plus(CLOSE_WITHIN).plus(SLACK);
  }
}
