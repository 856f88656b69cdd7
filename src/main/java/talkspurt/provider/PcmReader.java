package talkspurt.provider;

import java.util.ArrayList;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;

/** Reads signed 16-bit little-endian samples of one channel; an odd byte waits for its other half. */
public final class PcmReader implements SoundReader {

  private static final int PIECE_MS = 100;
  private static final int LONGEST_SECONDS = 600;

  private final String provider;
  private final int rateHz;
  private long samplesRead;
  private int odd = -1;

  /** A reader for sound at a rate. */
  public PcmReader(String provider, int rateHz) {
    this.provider = provider;
    this.rateHz = rateHz;
  }

  @Override
  public List<Sound> read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  List<Sound> read(byte[] bytes, int from, int to) {
    int at = from;
    int count = (to - from + (odd < 0 ? 0 : 1)) / 2;
    int most = rateHz * PIECE_MS / 1000;
    samplesRead += count;
    if (samplesRead > (long) rateHz * LONGEST_SECONDS) {
      throw ProviderFault.of(
          Kind.BROKE_PROTOCOL, provider, "more than " + LONGEST_SECONDS + " s for one sentence");
    }
    List<Sound> sounds = new ArrayList<>();
    for (int done = 0; done < count; ) {
      short[] samples = new short[Math.min(most, count - done)];
      for (int i = 0; i < samples.length; i++) {
        int low = odd >= 0 ? odd : bytes[at++] & 0xff;
        odd = -1;
        samples[i] = (short) (low | bytes[at++] << 8);
      }
      sounds.add(new Sound.Pcm(new AudioFrame(rateHz, samples)));
      done += samples.length;
    }
    if (at < to) {
      odd = bytes[at] & 0xff;
    }
    return sounds;
  }

  @Override
  public void end() {
    // half a sample at the end is nothing anybody would hear
  }
}
