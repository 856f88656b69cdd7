package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What a peer sends until one of its messages names a call. As Asterisk connects that is the first, of 19
 * bytes; for sound and keys before it {@value #MAX_BYTES} bytes are let pass, and kept. Not thread-safe.
 */
final class FirstBytes {

  /** As much as half a second of sound at 8 kHz. */
  static final int MAX_BYTES = 8192;

  private static final int HEADER_BYTES = AudioSocketCodec.HEADER_BYTES;
  private static final int ID = 0x01;
  private static final int HANG_UP = 0x00;

  private static final int ID_BYTES = 16;
  private static final int WITH_ID_BYTES = HEADER_BYTES + ID_BYTES;

  private byte[] held = new byte[WITH_ID_BYTES];
  private int count;

  /** Where the message begins that is not whole yet. */
  private int messageAt;

  private boolean named;
  private boolean hungUp;

  /** Takes all bytes, also those beyond the most that is waited for: they belong to the line. */
  void take(ByteBuffer bytes) {
    int more = bytes.remaining();
    if (held.length < count + more) {
      held = Arrays.copyOf(held, Math.max(count + more, 2 * held.length));
    }
    bytes.get(held, count, more);
    count += more;
    while (!named && !hungUp && messageIsWhole()) {
      int kind = held[messageAt] & 0xff;
      named = kind == ID;
      hungUp = kind == HANG_UP;
      messageAt += length();
    }
  }

  private boolean messageIsWhole() {
    return count - messageAt >= HEADER_BYTES && count - messageAt >= length();
  }

  private int length() {
    return HEADER_BYTES + ((held[messageAt + 1] & 0xff) << 8 | held[messageAt + 2] & 0xff);
  }

  /** Whether a message is there that names a call, readable or not. */
  boolean named() {
    return named;
  }

  /** Whether the peer hung up before that. */
  boolean hungUp() {
    return hungUp;
  }

  /** Whether so much came without a message that names a call that none is waited for. */
  boolean tooMuch() {
    return !named && count >= MAX_BYTES;
  }

  /** Whether they are how a TLS client begins. */
  boolean likeTls() {
    return count >= HEADER_BYTES && held[0] == 0x16 && held[1] == 0x03;
  }

  /** The call that is named in the first message of what came, as Asterisk sends it. */
  static Optional<UUID> callId(ByteString all) {
    if (all.length() < WITH_ID_BYTES || all.apply(0) != ID || lengthOf(all) != ID_BYTES) {
      return Optional.empty();
    }
    ByteBuffer id = all.slice(HEADER_BYTES, WITH_ID_BYTES).asByteBuffer();
    return Optional.of(new UUID(id.getLong(), id.getLong()));
  }

  private static int lengthOf(ByteString all) {
    return (all.apply(1) & 0xff) << 8 | all.apply(2) & 0xff;
  }

  /** All that came. */
  ByteString all() {
    return ByteString.fromArray(held, 0, count);
  }
}
