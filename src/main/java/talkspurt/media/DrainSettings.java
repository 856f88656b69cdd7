package talkspurt.media;

import static talkspurt.media.Limits.within;

import java.time.Duration;

/**
 * How a node that is told to stop lets its calls go.
 *
 * @param finishWithin how long calls may go on to their own end
 * @param handOverWithin how long those that are left may take to come to a good place to be moved
 */
public record DrainSettings(Duration finishWithin, Duration handOverWithin) {

  public DrainSettings {
    within("finish-within", finishWithin, 0, 86_400_000);
    within("hand-over-within", handOverWithin, 0, 60_000);
  }
}
