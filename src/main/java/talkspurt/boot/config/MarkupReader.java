package talkspurt.boot.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import talkspurt.provider.tts.VoiceMarkup;
import talkspurt.text.Markup;

/** Reads what a voice takes beside plain words; most kinds say so by themselves. */
final class MarkupReader {

  private static final String KEY = "markup";
  private static final Set<String> ESPEAK = Set.of("espeak-ng", "espeak");

  private MarkupReader() {}

  /** The markup of a voice of this kind with these settings. */
  static Markup markup(String kind, ConfigSection block) {
    return switch (kind) {
      case "deepgram" -> VoiceMarkup.deepgram(block.text("model"));
      case "piper" -> block.flag("older") ? Markup.NONE : VoiceMarkup.piper();
      case "elevenlabs" ->
        VoiceMarkup.elevenLabs(block.text("model"), block.text("transport").equals("websocket"));
      case "command" -> command(block);
      default -> Markup.NONE;
    };
  }

  private static Markup command(ConfigSection block) {
    String markup = block.text(KEY);
    return switch (markup) {
      case "auto" -> byProgram(block.texts("program"));
      case "none" -> Markup.NONE;
      case "espeak" -> VoiceMarkup.espeak();
      case "espeak-ssml" -> VoiceMarkup.espeakSsml();
      case "piper" -> VoiceMarkup.piper();
      case "ssml" -> VoiceMarkup.ssml();
      default ->
        throw new IllegalArgumentException(
            KEY + " is " + markup + "; allowed: auto, none, espeak, espeak-ssml, piper, ssml");
    };
  }

  private static Markup byProgram(List<String> program) {
    if (program.isEmpty()
        || !ESPEAK.contains(String.valueOf(Path.of(program.get(0)).getFileName()))) {
      return Markup.NONE;
    }
    return program.contains("-m") ? VoiceMarkup.espeakSsml() : VoiceMarkup.espeak();
  }
}
