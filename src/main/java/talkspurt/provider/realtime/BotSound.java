package talkspurt.provider.realtime;

import java.util.Arrays;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck;
import talkspurt.audio.G711;
import talkspurt.audio.Pcm16;

/**
 * The bytes of a server's sound as sound: linear as it was asked for, or G.711 where the first of it
 * shows that the server sends that all the same. Not thread-safe.
 */
final class BotSound {

  private static final int G711_RATE_HZ = 8000;
  private static final int SURE_AFTER_MS = 60;
  private static final int JUDGED_MS = 2000;
  private static final byte[] NONE = {};

  private final EncodingCheck check = new EncodingCheck();
  private int judgedMs;
  private Optional<EncodingCheck.Reading> other = Optional.empty();
  private byte[] odd = NONE;

  /** What the server sends in place of what it was asked for. */
  Optional<EncodingCheck.Reading> other() {
    return other;
  }

  /** Another item begins. */
  void begin() {
    odd = NONE;
  }

  /** More bytes; nothing where they make no sample yet. */
  Optional<AudioFrame> read(byte[] bytes) {
    if (judgedMs < JUDGED_MS && other.isEmpty()) {
      AudioFrame linear = new AudioFrame(ClientEventCodec.RATE_HZ, linear(bytes));
      check.hear(linear);
      judgedMs += linear.durationMs();
      other = check
          .better(SURE_AFTER_MS)
          .filter(reading ->
              reading == EncodingCheck.Reading.MU_LAW || reading == EncodingCheck.Reading.A_LAW);
    }
    if (other.isPresent()) {
      short[] samples = other.get() == EncodingCheck.Reading.MU_LAW
          ? G711.fromMuLaw(bytes)
          : G711.fromALaw(bytes);
      return Optional.of(new AudioFrame(G711_RATE_HZ, samples));
    }
    byte[] whole = odd.length == 0 ? bytes : behindOdd(bytes);
    odd = whole.length % 2 == 0 ? NONE : new byte[] {whole[whole.length - 1]};
    return whole.length < 2
        ? Optional.empty()
        : Optional.of(new AudioFrame(ClientEventCodec.RATE_HZ, linear(whole)));
  }

  /** A sample may be cut in two. */
  private byte[] behindOdd(byte[] bytes) {
    byte[] whole = Arrays.copyOf(odd, odd.length + bytes.length);
    System.arraycopy(bytes, 0, whole, odd.length, bytes.length);
    return whole;
  }

  private static short[] linear(byte[] bytes) {
    return Pcm16.read(bytes, 0, bytes.length / Short.BYTES);
  }
}
