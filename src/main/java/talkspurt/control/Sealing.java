package talkspurt.control;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import talkspurt.privacy.CallKey;

/**
 * Pure: what a row of the journal or a snapshot holds once it is sealed. A byte for the form (1), then encrypted: the
 * serializer's number (4 bytes), the length of its manifest (2), the manifest, the rest. It opens in its own row alone.
 *
 * @param serializer number of the serializer that made the bytes
 * @param manifest of that serializer
 */
record Sealing(int serializer, String manifest, byte[] bytes) {

  private static final byte FORM = 1;
  private static final int HEAD_BYTES = Integer.BYTES + Short.BYTES;

  /** Which rows there are. */
  enum Row {
    EVENT,
    SNAPSHOT;

    private byte[] of(String persistenceId, long number) {
      return (name() + "|" + persistenceId + "|" + number).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Encrypts for this row. */
  byte[] sealed(CallKey key, Row row, String persistenceId, long number) {
    byte[] name = manifest.getBytes(StandardCharsets.UTF_8);
    byte[] plain = ByteBuffer.allocate(HEAD_BYTES + name.length + bytes.length)
        .putInt(serializer)
        .putShort((short) name.length)
        .put(name)
        .put(bytes)
        .array();
    byte[] encrypted = key.seal(plain, row.of(persistenceId, number));
    return ByteBuffer.allocate(1 + encrypted.length).put(FORM).put(encrypted).array();
  }

  /** Decrypts what was sealed for this row; empty where this key does not open it. */
  static Optional<Sealing> opened(
      CallKey key, Row row, String persistenceId, long number, byte[] sealed) {
    if (sealed.length == 0 || sealed[0] != FORM) {
      return Optional.empty();
    }
    byte[] encrypted = new byte[sealed.length - 1];
    System.arraycopy(sealed, 1, encrypted, 0, encrypted.length);
    return key.open(encrypted, row.of(persistenceId, number)).map(Sealing::read);
  }

  private static Sealing read(byte[] plain) {
    try {
      ByteBuffer rest = ByteBuffer.wrap(plain);
      int serializer = rest.getInt();
      byte[] name = new byte[Short.toUnsignedInt(rest.getShort())];
      rest.get(name);
      byte[] bytes = new byte[rest.remaining()];
      rest.get(bytes);
      return new Sealing(serializer, new String(name, StandardCharsets.UTF_8), bytes);
    } catch (BufferUnderflowException impossible) {
      throw new IllegalStateException("a row was sealed without its head", impossible);
    }
  }
}
