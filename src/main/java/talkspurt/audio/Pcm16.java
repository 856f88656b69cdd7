package talkspurt.audio;

/** 16-bit linear samples as bytes, the lower byte of each first: from array to array. */
public final class Pcm16 {

  private Pcm16() {}

  /**
   * Samples from bytes.
   *
   * @param from where they begin
   * @param count of samples; there are twice as many bytes
   */
  public static short[] read(byte[] bytes, int from, int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      int at = from + 2 * i;
      samples[i] = (short) (bytes[at] & 0xff | bytes[at + 1] << 8);
    }
    return samples;
  }

  /**
   * Samples to bytes.
   *
   * @param at where the first is written; there must be room for all
   */
  public static void write(short[] samples, byte[] bytes, int at) {
    for (int i = 0; i < samples.length; i++) {
      bytes[at + 2 * i] = (byte) samples[i];
      bytes[at + 2 * i + 1] = (byte) (samples[i] >> 8);
    }
  }
}
