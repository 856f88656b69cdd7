package talkspurt.http;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How events are followed.
 *
 * @param lookEvery how often it is looked for new ones
 * @param keepAlive how often who follows gets a sign of life
 * @param slowAfter who takes nothing for so long is cut off
 * @param maxFollowers how many may follow at a time
 */
public record FollowSettings(
    Duration lookEvery, Duration keepAlive, Duration slowAfter, int maxFollowers) {

  public FollowSettings {
    within("look-every", lookEvery, 10, 60_000);
    within("keep-alive", keepAlive, 1_000, 60_000);
    within("slow-after", slowAfter, 1_000, 600_000);
    within("max-followers", maxFollowers, 1, 1000);
  }
}
