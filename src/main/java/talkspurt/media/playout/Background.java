package talkspurt.media.playout;

import java.util.Optional;
import talkspurt.audio.Ambience;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.ComfortNoise;
import talkspurt.media.settings.BackgroundSettings;
import talkspurt.media.settings.ProfileAmbience;

/**
 * What a line hears below the bot's voice, without a break whether it speaks or not: so there is no step to be
 * heard where speech begins or ends. Not thread-safe.
 */
final class Background {

  private final Optional<Ambience> engines;
  private final Optional<ComfortNoise> noise;
  private final int begin;
  private AmbientLoop ambience;
  private AmbientLoop before = new AmbientLoop(Optional.empty(), 0);

  /**
   * The background of a line.
   *
   * @param seed another for each line, so that two lines never hear the same noise
   */
  Background(BackgroundSettings settings, long seed) {
    engines = settings.ambience();
    noise = settings.comfortNoise().map(dbov -> new ComfortNoise(dbov, seed));
    begin = (int) (seed >>> 1 & 0xffffff);
    ambience = new AmbientLoop(engines, begin);
  }

  /** Another ambience comes as the one before goes. */
  void use(ProfileAmbience other) {
    before = ambience;
    before.leave();
    ambience = new AmbientLoop(other.over(engines), begin).coming();
  }

  /**
   * A frame with the ambience below it.
   *
   * @param shared whether the frame may be written to by nobody
   */
  AudioFrame ambient(AudioFrame frame, boolean shared) {
    if (ambience.isOver() && before.isOver()) {
      return frame;
    }
    AudioFrame own = shared ? copy(frame) : frame;
    before.addTo(own);
    ambience.addTo(own);
    return own;
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
