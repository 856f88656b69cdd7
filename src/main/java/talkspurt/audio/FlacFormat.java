package talkspurt.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is fixed in the format FLAC (RFC 9639), for who writes and who reads it. */
public final class FlacFormat {

  /** Bits of a sample, here. */
  static final int BITS = 16;

  /** Begins each frame of a stream whose frames are of one length. */
  static final int SYNC_FIXED = 0xfff8;

  static final int RATE_IN_KHZ = 0b1100;
  static final int STREAM_INFO_BYTES = 34;
  private static final int MD5_WORDS = 4;
  private static final int COMMENT = 4;
  private static final int LAST = 0x80;
  private static final int[] RATES = {
    0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
  };
  private static final int[] CRC8 = table(0x07 << 8);
  private static final int[] CRC16 = table(0x8005);

  private FlacFormat() {}

  /**
   * What stands before the frames. As long for any figures: it can be written over when they are known. It has no
   * sum of all samples, which may be left out: each frame has its own.
   *
   * @param blockSamples of each frame
   * @param samples of each track; 0 where that is not known
   * @param comments such as {@code TITLE=…}
   */
  public static ByteBuffer head(
      int rateHz, int tracks, int blockSamples, long samples, List<String> comments) {
    FlacBits out = new FlacBits(4096);
    out.put(0x664c6143, 32); // fLaC
    out.put(0, 8);
    out.put(STREAM_INFO_BYTES, 24);
    out.put(blockSamples, 16);
    out.put(blockSamples, 16);
    out.put(0, 24);
    out.put(0, 24);
    out.put(rateHz, 20);
    out.put(tracks - 1, 3);
    out.put(BITS - 1, 5);
    out.put((int) (samples >> 32) & 0xf, 4);
    out.put((int) samples, 32);
    for (int n = 0; n < MD5_WORDS; n++) {
      out.put(0, 32);
    }
    ByteBuffer text = comments(comments);
    out.put(LAST | COMMENT, 8);
    out.put(text.remaining(), 24);
    while (text.hasRemaining()) {
      out.put(text.get() & 0xff, 8);
    }
    return ByteBuffer.wrap(out.bytes(), 0, out.length());
  }

  private static ByteBuffer comments(List<String> comments) {
    List<byte[]> all =
        comments.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    byte[] vendor = "Talkspurt".getBytes(StandardCharsets.UTF_8);
    int size =
        8 + vendor.length + all.stream().mapToInt(text -> 4 + text.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(vendor.length).put(vendor).putInt(all.size());
    all.forEach(text -> out.putInt(text.length).put(text));
    return out.flip();
  }

  /** How a frame tells its rate; one without a code of its own is told in kHz, or else by the head. */
  static int rateCode(int rateHz) {
    for (int code = 1; code < RATES.length; code++) {
      if (RATES[code] == rateHz) {
        return code;
      }
    }
    return rateHz % 1000 == 0 && rateHz < 256_000 ? RATE_IN_KHZ : 0;
  }

  static int crc8(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int n = from; n < to; n++) {
      crc = CRC8[crc ^ bytes[n] & 0xff] >> 8;
    }
    return crc;
  }

  static int crc16(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int n = from; n < to; n++) {
      crc = crc << 8 & 0xffff ^ CRC16[crc >> 8 ^ bytes[n] & 0xff];
    }
    return crc;
  }

  private static int[] table(int polynomial) {
    int[] table = new int[256];
    for (int n = 0; n < table.length; n++) {
      int crc = n << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1 ^ ((crc & 0x8000) == 0 ? 0 : polynomial)) & 0xffff;
      }
      table[n] = crc;
    }
    return table;
  }
}
