package talkspurt.provider.command;

import java.util.List;
import talkspurt.provider.Synthesizer;

/**
 * A command line for one sentence. No shell reads it, each part is one argument, and a text is never
 * taken for an option.
 */
record ProgramInput(List<String> arguments, String input) {

  /** The command line for a sentence. */
  static ProgramInput of(CommandSettings settings, Synthesizer.Request request) {
    String text = plain(request.text());
    String voice = request.voice().isEmpty() ? settings.voice() : request.voice();
    List<String> arguments = settings.program().stream()
        .map(argument -> filled(argument, voice, plain(request.language()), text))
        .toList();
    return new ProgramInput(arguments, settings.textByInput() ? text + "\n" : "");
  }

  /** The text last, so that what it holds is not replaced. */
  private static String filled(String argument, String voice, String language, String text) {
    boolean option = argument.startsWith("{text}") && text.startsWith("-");
    return (option ? " " : "")
        + argument
            .replace("{voice}", voice)
            .replace("{language}", language)
            .replace("{text}", text);
  }

  /** In one line: some programs take each line for a text of its own, or end at the first. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
