package talkspurt.media.settings;

import java.util.Optional;
import talkspurt.audio.Ambience;

/**
 * What callers hear below the bot's voice, and while nobody speaks.
 *
 * @param comfortNoise level of noise in place of digital silence, in dBov: -90 to -40
 * @param ambience a recording that is heard over and over
 */
public record BackgroundSettings(Optional<Double> comfortNoise, Optional<Ambience> ambience) {

  private static final double LEAST_DBOV = -90;
  private static final double MOST_DBOV = -40;

  /** Digital silence. */
  public static final BackgroundSettings NONE =
      new BackgroundSettings(Optional.empty(), Optional.empty());

  public BackgroundSettings {
    comfortNoise.ifPresent(dbov -> {
      if (!(dbov >= LEAST_DBOV && dbov <= MOST_DBOV)) {
        throw new IllegalArgumentException(
            "comfort-noise is " + dbov + " dBov; allowed: off, or -90dBov to -40dBov");
      }
    });
  }
}
