package talkspurt.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * What stands before the frames of an encrypted file: {@code "TSPE"}, version (1 byte), length of the key's id (1), length of
 * the clear file's head (2), salt (32), nonce prefix (7), id of the key (UTF-8).
 *
 * @param version 1: the last frame has no {@link FrameIndex}; 2: it has
 * @param keyId of the key that the file's own key is derived from
 * @param headBytes of the clear file: so many of its first bytes stand anew in the last frame
 * @param salt of the file's own key
 * @param prefix of all nonces
 */
record SealHead(int version, String keyId, int headBytes, byte[] salt, byte[] prefix) {

  /** The shortest: no id. */
  static final int FIXED_BYTES = 47;

  /** The longest. */
  static final int MAX_BYTES = FIXED_BYTES + RecordingKeys.MAX_ID_BYTES;

  static final int MAX_HEAD = 0xffff;

  private static final int MAGIC = 0x54535045; // TSPE
  private static final int FIRST_VERSION = 1;

  /** Of new files. */
  private static final int VERSION = 2;

  private static final int SALT_BYTES = 32;
  private static final int PREFIX_BYTES = 7;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The head of a new file. */
  static SealHead create(String keyId, int headBytes) {
    if (headBytes > MAX_HEAD) {
      throw new IllegalArgumentException("a head of " + headBytes + " bytes");
    }
    byte[] salt = new byte[SALT_BYTES];
    byte[] prefix = new byte[PREFIX_BYTES];
    RANDOM.nextBytes(salt);
    RANDOM.nextBytes(prefix);
    return new SealHead(VERSION, keyId, headBytes, salt, prefix);
  }

  /** Whether a file that begins so is encrypted. */
  static boolean begins(byte[] start) {
    return start.length >= 4 && ByteBuffer.wrap(start).getInt() == MAGIC;
  }

  /**
   * Of a file that {@link #begins} so.
   *
   * @param start at least {@link #MAX_BYTES} of the file, or all of it
   */
  static SealHead parse(byte[] start) throws IOException {
    if (start.length < FIXED_BYTES) {
      throw new SealedFileException("it ends within its head");
    }
    ByteBuffer in = ByteBuffer.wrap(start);
    in.getInt();
    int version = in.get();
    if (version < FIRST_VERSION || version > VERSION) {
      throw new SealedFileException(
          "it is of version " + version + "; this program reads versions up to " + VERSION);
    }
    byte[] id = new byte[in.get() & 0xff];
    int headBytes = in.getShort() & 0xffff;
    byte[] salt = new byte[SALT_BYTES];
    byte[] prefix = new byte[PREFIX_BYTES];
    in.get(salt).get(prefix);
    if (in.remaining() < id.length) {
      throw new SealedFileException("it ends within its head");
    }
    in.get(id);
    return new SealHead(version, new String(id, StandardCharsets.UTF_8), headBytes, salt, prefix);
  }

  /** As it is written. */
  byte[] bytes() {
    byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + id.length)
        .putInt(MAGIC)
        .put((byte) version)
        .put((byte) id.length)
        .putShort((short) headBytes)
        .put(salt)
        .put(prefix)
        .put(id)
        .array();
  }

  /** How long it is. */
  int length() {
    return FIXED_BYTES + keyId.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether the last frame of a closed file tells where frames are. */
  boolean hasIndex() {
    return version > FIRST_VERSION;
  }

  /** How long the last frame of a closed file is at most, and what is behind it. */
  int maxClosingBytes() {
    return FrameCipher.LENGTH_BYTES
        + Long.BYTES
        + headBytes
        + FrameIndex.MAX_BYTES
        + FrameCipher.TAG_BYTES
        + behindBytes();
  }

  /** What is behind the last frame: its number, and with an index its length. */
  int behindBytes() {
    return FrameCipher.NUMBER_BYTES + (hasIndex() ? FrameCipher.LENGTH_BYTES : 0);
  }
}
