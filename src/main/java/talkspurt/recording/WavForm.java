package talkspurt.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** 16-bit linear PCM in a RIFF file, whose head tells the length of what is there. */
final class WavForm implements SoundForm {

  private static final int HEAD_BYTES = 44;
  private static final long MAX_CHUNK = 0xffff_ffffL;

  private final int rateHz;
  private final int tracks;
  private final ByteBuffer out;
  private long dataBytes;

  WavForm(int rateHz, int tracks) {
    this.rateHz = rateHz;
    this.tracks = tracks;
    this.out = ByteBuffer.allocate(BLOCK_SAMPLES * tracks * 2).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer head() {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("RIFF")).putInt((int) Math.min(MAX_CHUNK, HEAD_BYTES - 8 + dataBytes));
    head.put(ascii("WAVEfmt ")).putInt(16).putShort((short) 1).putShort((short) tracks);
    head.putInt(rateHz).putInt(rateHz * tracks * 2).putShort((short) (tracks * 2));
    head.putShort((short) 16).put(ascii("data")).putInt((int) Math.min(MAX_CHUNK, dataBytes));
    return head.flip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean headGrows() {
    return true;
  }

  @Override
  public ByteBuffer block(short[][] sound, int count) {
    out.clear();
    for (int n = 0; n < count; n++) {
      for (int track = 0; track < tracks; track++) {
        out.putShort(sound[track][n]);
      }
    }
    dataBytes += (long) count * tracks * 2;
    return out.flip();
  }
}
