package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import talkspurt.audio.AudioFrame;
import talkspurt.line.CallIdText;
import talkspurt.line.audiosocket.AudioSocketMessage.Audio;
import talkspurt.line.audiosocket.AudioSocketMessage.Dtmf;
import talkspurt.line.audiosocket.AudioSocketMessage.Failure;
import talkspurt.line.audiosocket.AudioSocketMessage.Hangup;
import talkspurt.line.audiosocket.AudioSocketMessage.Id;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.line.audiosocket.AudioSocketMessage.Why;

/**
 * Bytes to messages and back: kind (1 byte), length (2 bytes, big endian), payload; samples are 16
 * bit little endian. From Asterisk's {@code res_audiosocket.c}. Total: nothing throws.
 */
final class AudioSocketCodec {

  static final int HEADER_BYTES = 3;

  private static final int HANGUP = 0x00;
  private static final int ID = 0x01;
  private static final int DTMF = 0x03;
  private static final int AUDIO = 0x10;
  private static final int FAILURE = 0xff;
  private static final int ID_BYTES = 16;
  private static final String DIGITS = "0123456789*#ABCD";

  /** Rate of each audio kind, from 0x10 on. */
  private static final List<Integer> RATES_HZ =
      List.of(8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000);

  /** Longest audio in one message; Asterisk sends 20 ms, or as much as a caller's packet holds. */
  private static final int MAX_AUDIO_MS = 200;

  private AudioSocketCodec() {}

  /** Whether the payload of such a message is too long to be waited for. */
  static boolean oversized(int kind, int length) {
    if (isAudio(kind)) {
      return length > 2 * rateHz(kind) * MAX_AUDIO_MS / 1000;
    }
    return length > (kind == ID ? CallIdText.MAX_LENGTH : ID_BYTES);
  }

  /** A whole message. */
  static AudioSocketMessage decode(int kind, ByteString payload) {
    if (isAudio(kind)) {
      return payload.size() < 2
          ? unreadable(Why.WRONG_LENGTH, kind, payload)
          : new Audio(new AudioFrame(rateHz(kind), samples(payload)), payload.size() % 2 != 0);
    }
    return switch (kind) {
      case HANGUP -> new Hangup();
      case ID -> id(kind, payload);
      case DTMF -> dtmf(kind, payload);
      case FAILURE -> new Failure(payload.isEmpty() ? 0 : payload.apply(0) & 0xff);
      default -> unreadable(Why.UNKNOWN_KIND, kind, payload);
    };
  }

  /** Sound as one message, in the kind of its rate. */
  static ByteString encode(AudioFrame frame) {
    int kind = RATES_HZ.indexOf(frame.rateHz());
    if (kind < 0) {
      throw new IllegalArgumentException(frame.rateHz() + " Hz is no rate of AudioSocket");
    }
    byte[] bytes = new byte[HEADER_BYTES + 2 * frame.samples().length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.put((byte) (AUDIO + kind)).putShort((short) (bytes.length - HEADER_BYTES));
    buffer.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(frame.samples());
    return ByteString.fromArrayUnsafe(bytes);
  }

  /** The end, as one message. */
  static ByteString hangup() {
    return ByteString.fromArrayUnsafe(new byte[HEADER_BYTES]);
  }

  private static boolean isAudio(int kind) {
    return kind >= AUDIO && kind < AUDIO + RATES_HZ.size();
  }

  private static int rateHz(int kind) {
    return RATES_HZ.get(kind - AUDIO);
  }

  private static short[] samples(ByteString payload) {
    short[] samples = new short[payload.size() / 2];
    payload.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /** A channel's id may well have 16 characters; no UUID has those bytes but by design. */
  private static AudioSocketMessage id(int kind, ByteString payload) {
    String text = payload.decodeString(StandardCharsets.ISO_8859_1);
    if (CallIdText.isChannelId(text)) {
      return unreadable(Why.CHANNEL_ID, kind, payload);
    }
    if (payload.size() == ID_BYTES) {
      return new Id(uuid(payload));
    }
    Optional<UUID> written = CallIdText.read(text);
    if (written.isPresent()) {
      return new Id(written.get(), true);
    }
    boolean printable = !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return unreadable(printable ? Why.TEXT_ID : Why.WRONG_LENGTH, kind, payload);
  }

  private static UUID uuid(ByteString payload) {
    ByteBuffer buffer = payload.asByteBuffer();
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** Some peers end a key in NUL, as a text. */
  private static AudioSocketMessage dtmf(int kind, ByteString payload) {
    if (payload.isEmpty() || !nulFrom(payload, 1)) {
      return unreadable(Why.WRONG_LENGTH, kind, payload);
    }
    char digit = (char) (payload.apply(0) & 0xff);
    return DIGITS.indexOf(digit) >= 0 ? new Dtmf(digit) : unreadable(Why.BAD_DIGIT, kind, payload);
  }

  /** Whether there is nothing but NUL from here on. */
  private static boolean nulFrom(ByteString payload, int from) {
    for (int at = from; at < payload.size(); at++) {
      if (payload.apply(at) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Unreadable unreadable(Why why, int kind, ByteString payload) {
    return new Unreadable(why, kind, payload.size());
  }
}
