package talkspurt.provider.vosk;

import java.net.URI;
import talkspurt.provider.stt.SttSocketSettings;

/**
 * A Vosk server.
 *
 * @param url where it listens, {@code ws} or {@code wss}
 * @param phrasesOnly whether only the profile's phrases are to be understood
 * @param mostUnanswered how many messages of sound may wait for their answers
 * @param socket how it is reached
 */
public record VoskSettings(
    URI url, boolean phrasesOnly, int mostUnanswered, SttSocketSettings socket) {

  public VoskSettings {
    if (mostUnanswered < 1 || mostUnanswered > 100) {
      throw new IllegalArgumentException(
          "most-unanswered is " + mostUnanswered + "; allowed: 1 to 100");
    }
  }
}
