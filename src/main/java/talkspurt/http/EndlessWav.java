package talkspurt.http;

import akka.util.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import talkspurt.control.LiveSound;

/** Pieces of sound as a WAV of 16 bits and two channels whose length nobody knows. Not thread-safe. */
final class EndlessWav {

  private static final int HEADER_BYTES = 44;
  private static final int FORMAT_BYTES = 16;
  private static final int PCM = 1;
  private static final int CHANNELS = 2;
  private static final int UNKNOWN = -1; // as an unsigned number, the largest there is

  private int rateHz;

  /** Whether a piece can be in the same file as those before. */
  boolean takes(LiveSound piece) {
    return rateHz == 0 || rateHz == piece.rateHz();
  }

  /** The next piece, the first with the header before it. */
  ByteString bytes(LiveSound piece) {
    ByteString samples = ByteString.fromArray(piece.stereo());
    if (rateHz != 0) {
      return samples;
    }
    rateHz = piece.rateHz();
    return header().concat(samples);
  }

  private ByteString header() {
    int frame = CHANNELS * Short.BYTES;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt(UNKNOWN).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort((short) PCM).putShort((short) CHANNELS);
    header.putInt(rateHz).putInt(rateHz * frame).putShort((short) frame);
    header.putShort((short) Short.SIZE);
    header.put(ascii("data")).putInt(UNKNOWN);
    return ByteString.fromArray(header.array());
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
