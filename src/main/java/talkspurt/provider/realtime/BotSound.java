package talkspurt.provider.realtime;

import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.provider.bot.SoundBytes;

/**
 * The bytes of a server's sound as sound: as it was asked for, or linear or G.711 where the first of it
 * shows that the server sends that all the same. Not thread-safe.
 */
final class BotSound {

  private final SessionAudio asked;
  private final SoundBytes sound;
  /** Nothing has come yet of what was asked for so. */
  BotSound(SessionAudio asked) {
    this.asked = asked;
    this.sound = new SoundBytes(asked.reading(), asked.rateHz(), SessionAudio.READINGS);
  }

  /** What the server sends in place of what it was asked for. */
  Optional<SessionAudio> other() {
    return SessionAudio.of(sound.shown()).filter(audio -> audio != asked);
  }

  /** Another item begins. */
  void begin() {
    sound.begin();
  }

  /** More bytes; nothing where they make no sample yet. */
  Optional<AudioFrame> read(byte[] bytes) {
    Reading shown = sound.judged(bytes);
    short[] samples = sound.samples(bytes, shown);
    return samples.length == 0
        ? Optional.empty()
        : Optional.of(new AudioFrame(SessionAudio.of(shown).orElseThrow().rateHz(), samples));
  }
}
