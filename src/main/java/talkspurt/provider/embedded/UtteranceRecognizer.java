package talkspurt.provider.embedded;

import java.io.IOException;
import java.util.List;

/** Makes words of utterances, of many at the same time. Thread-safe; what it begins is not. */
interface UtteranceRecognizer {

  /**
   * An utterance of these phrases begins. May take long when they are new.
   *
   * @throws IOException when they cannot be recognised
   */
  Decoding begin(List<String> phrases) throws IOException;

  /** One utterance on its way to words. Asked by one thread at a time; after an exception not any more. */
  interface Decoding {

    /** More sound, at 16 kHz. */
    void add(short[] samples);

    /** No more sound follows. */
    void end();

    /** Hears a tenth of a second, or what there is; false when there is nothing left to hear for now. */
    boolean hear();

    /** The words that are over and are likely to stay. */
    String partial();

    /** All words, once it is heard to its end; empty when nothing was understood. */
    String words();
  }
}
