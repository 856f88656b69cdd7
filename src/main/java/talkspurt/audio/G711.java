package talkspurt.audio;

/**
 * The two companding laws of telephony, ITU-T G.711 (11/1988): one byte a sample, 8000 samples a
 * second. 16-bit samples are taken as G.711's 14-bit (µ-law) and 13-bit (A-law) ones in their upper
 * bits. Total: every byte and every sample has a value.
 */
public final class G711 {

  private static final int MU_BIAS = 0x84;
  private static final int MU_CLIP = Short.MAX_VALUE - MU_BIAS;
  private static final int A_INVERTED_BITS = 0x55;
  private static final int SIGN = 0x80;

  private static final short[] FROM_MU = new short[256];
  private static final short[] FROM_A = new short[256];
  private static final byte[] TO_MU = new byte[1 << 16];
  private static final byte[] TO_A = new byte[1 << 16];

  static {
    for (int code = 0; code < 256; code++) {
      FROM_MU[code] = expandMu(code);
      FROM_A[code] = expandA(code);
    }
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      TO_MU[sample & 0xffff] = compressMu(sample);
      TO_A[sample & 0xffff] = compressA(sample);
    }
  }

  private G711() {}

  /** A linear sample to µ-law. */
  static byte toMuLaw(int sample) {
    return TO_MU[sample & 0xffff];
  }

  /** A linear sample to A-law. */
  static byte toALaw(int sample) {
    return TO_A[sample & 0xffff];
  }

  /** A µ-law code, in the lowest byte, to a linear sample. */
  static short fromMuLaw(int code) {
    return FROM_MU[code & 0xff];
  }

  /** An A-law code, in the lowest byte, to a linear sample. */
  static short fromALaw(int code) {
    return FROM_A[code & 0xff];
  }

  /** Linear samples to µ-law. */
  public static byte[] toMuLaw(short[] samples) {
    return compressed(samples, TO_MU);
  }

  /** Linear samples to A-law. */
  public static byte[] toALaw(short[] samples) {
    return compressed(samples, TO_A);
  }

  /** µ-law to linear samples, -32124 to 32124. */
  public static short[] fromMuLaw(byte[] codes) {
    return expanded(codes, FROM_MU);
  }

  /** A-law to linear samples, -32256 to 32256. */
  public static short[] fromALaw(byte[] codes) {
    return expanded(codes, FROM_A);
  }

  private static byte[] compressed(short[] samples, byte[] table) {
    byte[] codes = new byte[samples.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = table[samples[i] & 0xffff];
    }
    return codes;
  }

  private static short[] expanded(byte[] codes, short[] table) {
    short[] samples = new short[codes.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = table[codes[i] & 0xff];
    }
    return samples;
  }

  /** Sign, segment and interval, all bits inverted; the segments meet by the bias. */
  private static byte compressMu(int sample) {
    int magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
    int interval = magnitude >> segment + 3 & 0x0f;
    return (byte) ~((sample < 0 ? SIGN : 0) | segment << 4 | interval);
  }

  private static short expandMu(int code) {
    int bits = ~code;
    int magnitude = ((bits & 0x0f) << 3) + MU_BIAS << (bits >> 4 & 0x07);
    return (short) ((bits & SIGN) != 0 ? MU_BIAS - magnitude : magnitude - MU_BIAS);
  }

  /** Sign (set when positive), segment and interval, even bits inverted. */
  private static byte compressA(int sample) {
    int magnitude = (sample < 0 ? ~sample : sample) >> 4;
    int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
    int interval = magnitude >> Math.max(0, segment - 1) & 0x0f;
    return (byte) (((sample < 0 ? 0 : SIGN) | segment << 4 | interval) ^ A_INVERTED_BITS);
  }

  private static short expandA(int code) {
    int bits = code ^ A_INVERTED_BITS;
    int segment = bits >> 4 & 0x07;
    int interval = (bits & 0x0f) << 4;
    int magnitude = segment == 0 ? interval + 8 : interval + 0x108 << segment - 1;
    return (short) ((bits & SIGN) != 0 ? magnitude : -magnitude);
  }
}
