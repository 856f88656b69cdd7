package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Pcm16;
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

  /** 20 ms of silence in each rate: what most messages to a line are. */
  private static final List<ByteString> SILENCES = IntStream.range(0, RATES_HZ.size())
      .mapToObj(rate -> written(rate, AudioFrame.silence(RATES_HZ.get(rate))))
      .toList();

  private AudioSocketCodec() {}

  /** Whether the payload of such a message is too long to be waited for. */
  static boolean oversized(int kind, int length) {
    if (isAudio(kind)) {
      return length > 2 * rateHz(kind) * MAX_AUDIO_MS / 1000;
    }
    return length > (kind == ID ? CallIdText.MAX_LENGTH : ID_BYTES);
  }

  /**
   * A whole message.
   *
   * @param message its header and payload; may be longer, is not kept
   * @param length of the payload in bytes
   */
  static AudioSocketMessage decode(int kind, byte[] message, int length) {
    if (isAudio(kind)) {
      return audio(kind, message, length);
    }
    return switch (kind) {
      case HANGUP -> new Hangup();
      case ID -> id(message, length);
      case DTMF -> dtmf(message, length);
      case FAILURE -> new Failure(length == 0 ? 0 : message[HEADER_BYTES] & 0xff);
      default -> new Unreadable(Why.UNKNOWN_KIND, kind, length);
    };
  }

  /** Sound as one message, in the kind of its rate. */
  static ByteString encode(AudioFrame frame) {
    int rate = RATES_HZ.indexOf(frame.rateHz());
    if (rate < 0) {
      throw new IllegalArgumentException(frame.rateHz() + " Hz is no rate of AudioSocket");
    }
    return frame.isSilence() ? SILENCES.get(rate) : written(rate, frame);
  }

  private static ByteString written(int rate, AudioFrame frame) {
    byte[] bytes = new byte[HEADER_BYTES + Short.BYTES * frame.samples().length];
    int length = bytes.length - HEADER_BYTES;
    bytes[0] = (byte) (AUDIO + rate);
    bytes[1] = (byte) (length >> 8);
    bytes[2] = (byte) length;
    Pcm16.write(frame.samples(), bytes, HEADER_BYTES);
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

  private static AudioSocketMessage audio(int kind, byte[] message, int length) {
    if (length < Short.BYTES) {
      return new Unreadable(Why.WRONG_LENGTH, kind, length);
    }
    short[] samples = Pcm16.read(message, HEADER_BYTES, length / Short.BYTES);
    return new Audio(new AudioFrame(rateHz(kind), samples), length % Short.BYTES != 0);
  }

  /** A channel's id may well have 16 characters; no UUID has those bytes but by design. */
  private static AudioSocketMessage id(byte[] message, int length) {
    String text = new String(message, HEADER_BYTES, length, StandardCharsets.ISO_8859_1);
    if (CallIdText.isChannelId(text)) {
      return new Unreadable(Why.CHANNEL_ID, ID, length);
    }
    if (length == ID_BYTES) {
      ByteBuffer id = ByteBuffer.wrap(message, HEADER_BYTES, length);
      return new Id(new UUID(id.getLong(), id.getLong()));
    }
    Optional<UUID> written = CallIdText.read(text);
    if (written.isPresent()) {
      return new Id(written.get(), true);
    }
    boolean printable = !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return new Unreadable(printable ? Why.TEXT_ID : Why.WRONG_LENGTH, ID, length);
  }

  /** Some peers end a key in NUL, as a text. */
  private static AudioSocketMessage dtmf(byte[] message, int length) {
    if (length == 0 || !nul(message, HEADER_BYTES + 1, HEADER_BYTES + length)) {
      return new Unreadable(Why.WRONG_LENGTH, DTMF, length);
    }
    char digit = (char) (message[HEADER_BYTES] & 0xff);
    return DIGITS.indexOf(digit) >= 0
        ? new Dtmf(digit)
        : new Unreadable(Why.BAD_DIGIT, DTMF, length);
  }

  /** Whether there is nothing but NUL from one place to before the other. */
  private static boolean nul(byte[] message, int from, int to) {
    for (int at = from; at < to; at++) {
      if (message[at] != 0) {
        return false;
      }
    }
    return true;
  }
}
