package talkspurt.provider.vosk;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import talkspurt.provider.stt.SttSocketSettings;

/**
 * A Vosk server.
 *
 * @param url where it listens, {@code ws} or {@code wss}
 * @param phrasesOnly whether only the profile's phrases are to be understood
 * @param maxUnanswered how many messages of sound may wait for their answers
 * @param socket how it is reached
 */
public record VoskSettings(
    URI url, boolean phrasesOnly, int maxUnanswered, SttSocketSettings socket) {

  public VoskSettings {
    within("max-unanswered", maxUnanswered, 1, 100);
  }
}
