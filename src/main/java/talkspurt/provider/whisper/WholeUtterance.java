package talkspurt.provider.whisper;

import java.util.Arrays;
import java.util.List;
import talkspurt.audio.FrameResampler;
import talkspurt.provider.SttInput;

/**
 * An utterance from its first sample to its last.
 *
 * @param samples 16-bit samples at 16 kHz
 */
record WholeUtterance(long number, short[] samples) {

  /** Puts together what comes in pieces; what is too long loses its end. Not thread-safe. */
  static final class Collector {

    private final short[] samples;
    private final FrameResampler resampler = new FrameResampler(WhisperCodec.RATE_HZ);
    private int count;
    private long open;

    Collector(int maxSamples) {
      this.samples = new short[maxSamples];
    }

    /** More of it; the whole when it is over. */
    List<WholeUtterance> hear(SttInput input) {
      if (input.utterance() != open) {
        open = input.utterance();
        count = 0;
        resampler.reset();
      }
      if (input instanceof SttInput.Audio audio) {
        add(audio);
        return List.of();
      }
      if (input instanceof SttInput.EndOfSpeech) {
        return List.of(new WholeUtterance(open, Arrays.copyOf(samples, count)));
      }
      throw new AssertionError(input);
    }

    private void add(SttInput.Audio audio) {
      short[] more = resampler.convert(audio.frame());
      int fits = Math.min(more.length, samples.length - count);
      System.arraycopy(more, 0, samples, count, fits);
      count += fits;
    }
  }
}
