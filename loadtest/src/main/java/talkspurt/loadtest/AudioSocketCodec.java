package talkspurt.loadtest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import talkspurt.loadtest.AudioSocketMessage.Audio;
import talkspurt.loadtest.AudioSocketMessage.Digit;
import talkspurt.loadtest.AudioSocketMessage.Hangup;
import talkspurt.loadtest.AudioSocketMessage.Id;
import talkspurt.loadtest.AudioSocketMessage.Unreadable;

/** AudioSocket's bytes: kind, length (big endian), payload (samples are little endian). */
public final class AudioSocketCodec {
  public static final int HEADER_BYTES = 3;
  public static final int MAX_MESSAGE_BYTES = HEADER_BYTES + 0xffff;

  private static final int HANGUP = 0x00;
  private static final int ID = 0x01;
  private static final int DIGIT = 0x03;
  private static final int FIRST_AUDIO = 0x10;
  private static final int[] RATES_HZ = {
    8_000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000
  };

  private AudioSocketCodec() {}

  static int[] ratesHz() {
    return RATES_HZ.clone();
  }

  public static boolean isAudio(int kind) {
    return kind >= FIRST_AUDIO && kind < FIRST_AUDIO + RATES_HZ.length;
  }

  public static int audioKind(int rateHz) {
    int rate = Arrays.binarySearch(RATES_HZ, rateHz);
    if (rate < 0) throw new IllegalArgumentException("no audio kind for " + rateHz + " Hz");
    return FIRST_AUDIO + rate;
  }

  /** Takes the first whole message out of the bytes; empty, and the bytes untouched, if it is not all there. */
  public static Optional<AudioSocketMessage> decode(ByteBuffer bytes) {
    if (bytes.remaining() < HEADER_BYTES) return Optional.empty();
    int start = bytes.position();
    int kind = bytes.get(start) & 0xff;
    int length = (bytes.get(start + 1) & 0xff) << 8 | bytes.get(start + 2) & 0xff;
    // Asterisk never looks at the length of a hang-up.
    if (kind == HANGUP) length = 0;
    if (bytes.remaining() < HEADER_BYTES + length) return Optional.empty();
    bytes.position(start + HEADER_BYTES + length);
    return Optional.of(read(kind, bytes.slice(start + HEADER_BYTES, length)));
  }

  private static AudioSocketMessage read(int kind, ByteBuffer payload) {
    int length = payload.remaining();
    if (kind == HANGUP) return new Hangup();
    if (kind == ID && length == 16) return new Id(new UUID(payload.getLong(), payload.getLong()));
    if (kind == DIGIT && length == 1) return new Digit((char) (payload.get() & 0xff));
    if (!isAudio(kind) || length == 0 || length % 2 != 0) return new Unreadable(kind, length);
    short[] samples = new short[length / 2];
    payload.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return new Audio(RATES_HZ[kind - FIRST_AUDIO], samples);
  }

  /** Puts a message into a buffer that has the room for it. */
  public static void encode(AudioSocketMessage message, ByteBuffer out) {
    if (message instanceof Hangup) {
      header(out, HANGUP, 0);
    } else if (message instanceof Id id) {
      header(out, ID, 16);
      out.putLong(id.call().getMostSignificantBits()).putLong(id.call().getLeastSignificantBits());
    } else if (message instanceof Digit digit) {
      header(out, DIGIT, 1);
      out.put((byte) digit.digit());
    } else if (message instanceof Audio audio) {
      int length = 2 * audio.samples().length;
      header(out, audioKind(audio.rateHz()), length);
      out.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(audio.samples());
      out.position(out.position() + length);
    } else if (message instanceof Unreadable unreadable) {
      header(out, unreadable.kind(), unreadable.length());
      out.put(new byte[unreadable.length()]);
    } else {
      throw new AssertionError(message);
    }
  }

  private static void header(ByteBuffer out, int kind, int length) {
    out.put((byte) kind).put((byte) (length >> 8)).put((byte) length);
  }
}
