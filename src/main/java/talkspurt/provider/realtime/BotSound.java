package talkspurt.provider.realtime;

import java.util.Arrays;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck;
import talkspurt.audio.G711;
import talkspurt.audio.Pcm16;

/**
 * The bytes of a server's sound as sound: as it was asked for, or linear or G.711 where the first of it
 * shows that the server sends that all the same. Not thread-safe.
 */
final class BotSound {

  private static final int SURE_AFTER_MS = 60;
  private static final int JUDGED_MS = 2000;
  private static final byte[] NONE = {};

  private final SessionAudio asked;
  private final EncodingCheck check;
  private int judgedMs;
  private Optional<SessionAudio> other = Optional.empty();
  private byte[] odd = NONE;

  /** Nothing has come yet of what was asked for so. */
  BotSound(SessionAudio asked) {
    this.asked = asked;
    this.check = new EncodingCheck(asked.reading());
  }

  /** What the server sends in place of what it was asked for. */
  Optional<SessionAudio> other() {
    return other;
  }

  /** Another item begins. */
  void begin() {
    odd = NONE;
  }

  /** More bytes; nothing where they make no sample yet. */
  Optional<AudioFrame> read(byte[] bytes) {
    if (judgedMs < JUDGED_MS && other.isEmpty()) {
      judge(bytes);
    }
    SessionAudio sent = other.orElse(asked);
    short[] samples = switch (sent) {
      case PCM -> linear(whole(bytes));
      case PCMU -> G711.fromMuLaw(bytes);
      case PCMA -> G711.fromALaw(bytes);
    };
    return samples.length == 0
        ? Optional.empty()
        : Optional.of(new AudioFrame(sent.rateHz(), samples));
  }

  private void judge(byte[] bytes) {
    AudioFrame linear = new AudioFrame(asked.rateHz(), linear(bytes));
    check.hear(linear);
    judgedMs += linear.durationMs();
    other = check
        .better(SURE_AFTER_MS)
        .flatMap(reading -> Arrays.stream(SessionAudio.values())
            .filter(audio -> audio.reading() == reading)
            .findFirst());
  }

  /** The bytes of whole samples: one may be cut in two. */
  private byte[] whole(byte[] bytes) {
    byte[] all = odd.length == 0 ? bytes : behindOdd(bytes);
    odd = all.length % 2 == 0 ? NONE : new byte[] {all[all.length - 1]};
    return all;
  }

  private byte[] behindOdd(byte[] bytes) {
    byte[] whole = Arrays.copyOf(odd, odd.length + bytes.length);
    System.arraycopy(bytes, 0, whole, odd.length, bytes.length);
    return whole;
  }

  private static short[] linear(byte[] bytes) {
    return Pcm16.read(bytes, 0, bytes.length / Short.BYTES);
  }
}
