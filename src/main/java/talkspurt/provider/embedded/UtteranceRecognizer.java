package talkspurt.provider.embedded;

import java.io.IOException;

/** Makes words of utterances, one after the other, on the one thread it belongs to. */
interface UtteranceRecognizer {

  /**
   * Hears an utterance to its end, waiting for its sound, and tells it what becomes of it. After an
   * exception the recogniser is not used again.
   */
  void recognise(Utterance utterance) throws IOException;
}
