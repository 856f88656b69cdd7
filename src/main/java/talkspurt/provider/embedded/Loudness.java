package talkspurt.provider.embedded;

import talkspurt.audio.AudioFrame;
import talkspurt.audio.Level;

/** Brings synthesised speech to the level of a telephone talker, and trims the silence around it. */
final class Loudness {

  private static final double SPEECH_DBFS = -20;
  private static final double PEAK = 16_384;
  private static final int AROUND_MS = 50;
  private static final int QUIET = 200;

  private Loudness() {}

  /** The speech, about 20 dB below full scale, no peak above half of it. */
  static AudioFrame even(AudioFrame speech) {
    short[] samples = trimmed(speech);
    int peak = 1;
    for (short sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    double wanted = Math.pow(10, (SPEECH_DBFS - Level.dbfs(samples)) / 20);
    double gain = Math.min(wanted, PEAK / peak);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(samples[i] * gain);
    }
    return new AudioFrame(speech.rateHz(), samples);
  }

  private static short[] trimmed(AudioFrame speech) {
    short[] samples = speech.samples();
    int around = speech.rateHz() * AROUND_MS / 1000;
    int first = 0;
    int last = samples.length - 1;
    while (first < last && Math.abs(samples[first]) < QUIET) {
      first++;
    }
    while (last > first && Math.abs(samples[last]) < QUIET) {
      last--;
    }
    return java.util.Arrays.copyOfRange(
        samples, Math.max(0, first - around), Math.min(samples.length, last + around));
  }
}
