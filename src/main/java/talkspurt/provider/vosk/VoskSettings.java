package talkspurt.provider.vosk;

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
    if (maxUnanswered < 1 || maxUnanswered > 100) {
      throw new IllegalArgumentException(
          "max-unanswered is " + maxUnanswered + "; allowed: 1 to 100");
    }
  }
}
