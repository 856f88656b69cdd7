package talkspurt.provider.voskmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A model that recognises speech, for many callers at once. Thread-safe; its recognisers are not. */
interface SpeechModel extends AutoCloseable {

  /** The rate of all sound, in Hz. */
  int RATE_HZ = 16_000;

  /** Where models come from. */
  interface Loader {

    /**
     * Loads a model; may take many seconds.
     *
     * @throws IOException when the folder is no model, or the native library does not load, with what is wrong
     */
    SpeechModel load(Path folder) throws IOException;
  }

  /**
   * A recogniser for one caller.
   *
   * @param phrases all that can be understood, or empty for everything
   * @throws IOException when that cannot be recognised
   */
  Recognizer open(List<String> phrases) throws IOException;

  /** Frees what it holds, once no recogniser is used any more. */
  @Override
  void close();

  /** Hears one caller, one utterance after the other. Answers are JSON as Vosk writes it. */
  interface Recognizer extends AutoCloseable {

    /** More sound; whether a segment is over by that. */
    boolean hear(short[] samples);

    /** The words so far since the last segment. */
    String partial();

    /** The words of the segment that is over. */
    String segment();

    /** The words of the rest; the next sound is of another utterance. */
    String last();

    /** What was heard is forgotten. */
    void forget();

    @Override
    void close();
  }
}
