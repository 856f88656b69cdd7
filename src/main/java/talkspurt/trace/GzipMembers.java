package talkspurt.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses pieces to members of a gzip file (RFC 1952), each readable without those behind it. One serves all
 * traces of a thread: a compressor takes a quarter of a megabyte. Not thread-safe.
 */
public final class GzipMembers {

  private static final int HEAD = 10;
  private static final int TAIL = 8;
  private static final short MAGIC = (short) 0x8b1f;
  private static final byte DEFLATE = 8;
  private static final byte UNKNOWN_SYSTEM = (byte) 0xff;
  private static final int ROOM = 64;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final CRC32 check = new CRC32();

  /** The whole member for a piece. */
  ByteBuffer member(byte[] piece, int length) {
    deflater.reset();
    deflater.setInput(piece, 0, length);
    deflater.finish();
    check.reset();
    check.update(piece, 0, length);
    // stored as it is, nothing grows by more than five bytes in 16 KiB
    byte[] out = new byte[HEAD + length + length / 1024 + ROOM + TAIL];
    ByteBuffer member = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    member.putShort(MAGIC).put(DEFLATE).put((byte) 0).putInt(0).put((byte) 0).put(UNKNOWN_SYSTEM);
    member.position(HEAD + deflater.deflate(out, HEAD, out.length - HEAD - TAIL));
    if (!deflater.finished()) {
      throw new AssertionError("no room for " + length + " bytes compressed");
    }
    return member.putInt((int) check.getValue()).putInt(length).flip();
  }
}
