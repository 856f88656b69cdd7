package talkspurt.media.playout;

import java.util.Optional;
import talkspurt.audio.Ambience;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.ComfortNoise;
import talkspurt.media.settings.BackgroundSettings;

/**
 * What a line hears below the bot's voice, without a break whether it speaks or not: so there is no step to be
 * heard where speech begins or ends. Not thread-safe.
 */
final class Background {

  private final Optional<Ambience> ambience;
  private final Optional<ComfortNoise> noise;
  private int rateHz;

  /** The ambience at that rate. */
  private short[] loop = {};

  private int position;

  /**
   * The background of a line.
   *
   * @param seed another for each line, so that two lines never hear the same noise
   */
  Background(BackgroundSettings settings, long seed) {
    ambience = settings.ambience();
    noise = settings.comfortNoise().map(dbov -> new ComfortNoise(dbov, seed));
    position = (int) (seed >>> 1 & 0xffffff);
  }

  /**
   * A frame with the ambience below it.
   *
   * @param shared whether the frame may be written to by nobody
   */
  AudioFrame ambient(AudioFrame frame, boolean shared) {
    if (ambience.isEmpty()) {
      return frame;
    }
    AudioFrame own = shared ? copy(frame) : frame;
    if (own.rateHz() != rateHz) {
      loop = ambience.get().of(own.rateHz());
      position = (int) ((long) position * own.rateHz() / Math.max(1, rateHz) % loop.length);
      rateHz = own.rateHz();
    }
    add(own.samples());
    return own;
  }

  private void add(short[] samples) {
    for (int i = 0; i < samples.length; i++) {
      int sum = samples[i] + loop[position];
      samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
      position = position + 1 == loop.length ? 0 : position + 1;
    }
  }

  /**
   * A frame with the noise below it.
   *
   * @param shared whether the frame may be written to by nobody
   */
  AudioFrame noisy(AudioFrame frame, boolean shared) {
    if (noise.isEmpty()) {
      return frame;
    }
    AudioFrame own = shared ? copy(frame) : frame;
    noise.get().addTo(own.samples());
    return own;
  }

  private static AudioFrame copy(AudioFrame frame) {
    return new AudioFrame(frame.rateHz(), frame.samples().clone());
  }
}
