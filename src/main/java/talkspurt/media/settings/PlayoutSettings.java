package talkspurt.media.settings;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * The playback buffer.
 *
 * @param lowWater below this much sound, or below what the voice needs, more is pulled
 * @param highWater at this much sound pulling stops, whatever the voice needs
 * @param startAt how much sound there must be at least before a reply begins (or all of it)
 * @param fade how long speech takes to fall silent and to come back
 * @param background what is heard below the voice
 */
public record PlayoutSettings(
    Duration lowWater,
    Duration highWater,
    Duration startAt,
    Duration fade,
    BackgroundSettings background) {

  /** With nothing below the voice. */
  public PlayoutSettings(Duration lowWater, Duration highWater, Duration startAt, Duration fade) {
    this(lowWater, highWater, startAt, fade, BackgroundSettings.NONE);
  }

  public PlayoutSettings {
    within("high-water", highWater, 40, 5000);
    within("low-water", lowWater, 20, highWater.toMillis());
    within("start-at", startAt, 20, highWater.toMillis());
    within("fade", fade, 0, 20);
  }
}
