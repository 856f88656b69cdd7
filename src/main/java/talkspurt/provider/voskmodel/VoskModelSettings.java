package talkspurt.provider.voskmodel;

import static talkspurt.settings.Bounds.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Vosk model in this process.
 *
 * @param model its folder
 * @param phrasesOnly whether only the profile's phrases are to be understood
 * @param threads how many utterances are worked on at once, for all callers
 * @param maxUtterances how many callers may speak at once
 * @param answerTimeout how long after its end the words of an utterance are waited for
 * @param longestUtterance how much sound of an utterance is heard
 */
public record VoskModelSettings(
    Path model,
    boolean phrasesOnly,
    int threads,
    int maxUtterances,
    Duration answerTimeout,
    Duration longestUtterance) {

  /** One of these is in every model: the newer layout, and the older. */
  private static final List<String> ACOUSTIC = List.of("am/final.mdl", "final.mdl");

  /**
   * Checks what can be seen without the native library.
   *
   * @throws IllegalArgumentException where the folder holds no model
   */
  public VoskModelSettings {
    within("threads", threads, 1, 64);
    within("max-utterances", maxUtterances, 1, 10_000);
    within("answer-timeout", answerTimeout, 50, 10_000);
    within("longest-utterance", longestUtterance, 1000, 60_000);
    String fault = fault(model);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException("model is '" + model + "', " + fault
          + "; allowed: the folder of a model, unpacked from https://alphacephei.com/vosk/models");
    }
  }

  private static String fault(Path model) {
    if (model.toString().isEmpty()) {
      return "which names nothing";
    }
    if (!Files.exists(model)) {
      return "which does not exist";
    }
    if (!Files.isDirectory(model)) {
      return "which is no folder; unpack it first";
    }
    return ACOUSTIC.stream().anyMatch(file -> Files.isReadable(model.resolve(file)))
        ? ""
        : "which holds no model that can be read (neither am/final.mdl nor final.mdl)";
  }
}
