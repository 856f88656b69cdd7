package talkspurt.provider.tts;

import java.util.List;
import java.util.OptionalDouble;
import talkspurt.audio.ActiveLevel;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Gain;
import talkspurt.provider.Synthesizer.Sound;

/**
 * By how much a voice is made louder or quieter, by what was heard of it on this node so far. It changes from
 * sentence to sentence alone and in small steps, so that nobody hears it change. Thread-safe.
 */
public final class VoiceGain {

  static final double MAX_DB = 12;
  static final double MAX_STEP_DB = 3;

  /** So little more or less nobody hears. */
  private static final double MIN_STEP_DB = 0.5;

  /** So much speech tells how loud a voice is. */
  private static final double ENOUGH_SECONDS = 2;

  /** What a sentence counts for when the next is heard. */
  private static final double FADE = 0.98;

  private final double targetDbov;
  private final ActiveLevel heard = new ActiveLevel();
  private volatile Gain gain = Gain.NONE;

  /** A voice that is to have this active speech level. */
  public VoiceGain(double targetDbov) {
    this.targetDbov = targetDbov;
  }

  /** What the next sentence is to have. */
  public Gain next() {
    return gain;
  }

  /**
   * A sentence was heard, to its end or to where it was cut.
   *
   * @param sentence as the voice gave it
   * @param had what it was given; where others have moved on since, this one moves nothing
   */
  public synchronized void heard(ActiveLevel sentence, Gain had) {
    heard.add(sentence, FADE);
    OptionalDouble level = heard.dbov();
    if (had == gain && level.isPresent() && heard.activeSeconds() >= ENOUGH_SECONDS) {
      double step = within(MAX_DB, targetDbov - level.getAsDouble()) - gain.db();
      if (Math.abs(step) >= MIN_STEP_DB) {
        gain = new Gain(gain.db() + within(MAX_STEP_DB, step));
      }
    }
  }

  /** A recording that is to have this active speech level. */
  public static AudioFrame levelled(AudioFrame recording, double targetDbov) {
    ActiveLevel level = new ActiveLevel();
    level.hear(recording);
    return gain(level, targetDbov).of(recording);
  }

  /** A whole sentence that is to have this active speech level, however much the voice was made louder by then. */
  public static List<Sound> levelled(List<Sound> sentence, double targetDbov) {
    ActiveLevel level = new ActiveLevel();
    for (Sound sound : sentence) {
      if (sound instanceof Sound.Pcm pcm) {
        level.hear(pcm.frame());
      }
    }
    Gain gain = gain(level, targetDbov);
    return sentence.stream()
        .map(sound -> sound instanceof Sound.Pcm pcm ? new Sound.Pcm(gain.of(pcm.frame())) : sound)
        .toList();
  }

  private static Gain gain(ActiveLevel level, double targetDbov) {
    return level.dbov().isEmpty()
        ? Gain.NONE
        : new Gain(within(MAX_DB, targetDbov - level.dbov().getAsDouble()));
  }

  private static double within(double most, double db) {
    return Math.max(-most, Math.min(most, db));
  }
}
