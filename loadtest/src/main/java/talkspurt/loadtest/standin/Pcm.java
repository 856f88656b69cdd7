package talkspurt.loadtest.standin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Samples as bytes, little endian. */
final class Pcm {
  private Pcm() {}

  static byte[] bytes(short[] samples, int from, int to) {
    short[] piece = Arrays.copyOfRange(samples, from, Math.min(to, samples.length));
    ByteBuffer bytes = ByteBuffer.allocate(2 * piece.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(piece);
    return bytes.array();
  }
}
