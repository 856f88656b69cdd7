package talkspurt.provider.voskmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;

/** Models of the native library of Vosk. */
final class VoskLibrary {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VoskLibrary() {}

  /**
   * Loads a model.
   *
   * @throws IOException with what is wrong
   */
  static SpeechModel load(Path folder) throws IOException {
    try {
      LibVosk.setLogLevel(LogLevel.WARNINGS);
      return new Loaded(new Model(folder.toString()));
    } catch (LinkageError unloadable) {
      throw new IOException(
          "the native library of Vosk does not load on this machine ("
              + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
              + "; it is built for Linux, Windows and macOS on x86_64): " + unloadable.getMessage(),
          unloadable);
    } catch (IOException refused) {
      throw new IOException(folder + " is no model that Vosk can read", refused);
    }
  }

  private record Loaded(Model model) implements SpeechModel {

    @Override
    public Recognizer open(List<String> phrases) throws IOException {
      return phrases.isEmpty()
          ? new Open(new org.vosk.Recognizer(model, RATE_HZ))
          : new Open(new org.vosk.Recognizer(model, RATE_HZ, grammar(phrases)));
    }

    private static String grammar(List<String> phrases) throws JsonProcessingException {
      List<String> all = new ArrayList<>(phrases);
      all.add(VoskWords.UNKNOWN);
      return JSON.writeValueAsString(all);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  private record Open(org.vosk.Recognizer recognizer) implements SpeechModel.Recognizer {

    @Override
    public boolean hear(short[] samples) {
      return recognizer.acceptWaveForm(samples, samples.length);
    }

    @Override
    public String partial() {
      return recognizer.getPartialResult();
    }

    @Override
    public String segment() {
      return recognizer.getResult();
    }

    @Override
    public String last() {
      return recognizer.getFinalResult();
    }

    @Override
    public void forget() {
      recognizer.reset();
    }

    @Override
    public void close() {
      recognizer.close();
    }
  }
}
