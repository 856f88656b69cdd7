package talkspurt.boot;

import java.nio.file.Path;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;
import talkspurt.probe.ProbePlan;
import talkspurt.provider.embedded.EmbeddedProviders;

/** What synthetic callers say, at their line's rate. */
public final class ProbeQuestion {

  private ProbeQuestion() {}

  /** An English text, in the embedded voice. */
  public static AudioFrame spoken(String text) {
    return onLine(EmbeddedProviders.spoken(text));
  }

  /** A recording; an {@link IllegalArgumentException} says what is wrong with it. */
  public static AudioFrame recorded(Path file) {
    return onLine(Wav.read(file));
  }

  private static AudioFrame onLine(AudioFrame sound) {
    return new AudioFrame(
        ProbePlan.RATE_HZ,
        new Resampler(sound.rateHz(), ProbePlan.RATE_HZ).convert(sound.samples()));
  }
}
