package talkspurt.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV: 16-bit linear PCM in a RIFF file. */
public final class WavWriter {

  private static final int HEAD_BYTES = 44;
  private static final int SAMPLE_BYTES = 2;
  private static final int FORMAT_BYTES = 16;
  private static final short PCM = 1;
  private static final long MAX_CHUNK = 0xffff_ffffL;

  private WavWriter() {}

  /**
   * What stands before the samples; as long each time. Of more than 4 GiB it tells all that it can.
   *
   * @param dataBytes length of all samples behind it
   */
  public static ByteBuffer head(int rateHz, int tracks, long dataBytes) {
    int frameBytes = tracks * SAMPLE_BYTES;
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("RIFF")).putInt((int) Math.min(MAX_CHUNK, HEAD_BYTES - 8 + dataBytes));
    head.put(ascii("WAVEfmt ")).putInt(FORMAT_BYTES).putShort(PCM).putShort((short) tracks);
    head.putInt(rateHz).putInt(rateHz * frameBytes).putShort((short) frameBytes);
    head.putShort((short) (8 * SAMPLE_BYTES));
    head.put(ascii("data")).putInt((int) Math.min(MAX_CHUNK, dataBytes));
    return head.flip();
  }

  /** A whole file of one track. */
  public static byte[] mono(int rateHz, short[] samples) {
    int dataBytes = samples.length * SAMPLE_BYTES;
    ByteBuffer file = ByteBuffer.allocate(HEAD_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(head(rateHz, 1, dataBytes)).asShortBuffer().put(samples);
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
