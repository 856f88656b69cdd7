package talkspurt.boot.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.boot.ProbeQuestion;
import talkspurt.probe.ProbePlan;
import talkspurt.probe.ProbeSettings;

/** Reads whether a node calls itself while it runs, and how. */
final class ProbeReader {

  static final String KEY = "probe";

  private static final String EVERY = "every";
  private static final String SAY = "say";
  private static final String FILE = "file";
  private static final String KEYS = "keys";

  private ProbeReader() {}

  /** Empty where no such calls are made. */
  static Optional<ProbeSettings> settings(ConfigSection block) {
    if (block.text(EVERY).equals("off")) {
      return Optional.empty();
    }
    ConfigSection ask = block.section("ask");
    ProbePlan plan = new ProbePlan(
        block.text("profile"),
        block.text("caller-id"),
        ask.check(ProbeReader::question),
        ask.text(KEYS),
        block.texts("expect", List.of()),
        block.duration("greeting-timeout"),
        block.duration("answer-timeout"),
        block.number("level"));
    return Optional.of(new ProbeSettings(
        block.duration(EVERY), plan, block.flag("ready"), block.number("failures")));
  }

  private static AudioFrame question(ConfigSection ask) {
    String file = ask.text(FILE);
    String say = ask.text(SAY);
    if (!ask.text(KEYS).isEmpty()) {
      if (!file.isEmpty()) {
        throw new IllegalArgumentException("keys and file are both there; allowed: one of them");
      }
      return new AudioFrame(ProbePlan.RATE_HZ, new short[0]);
    }
    if (file.isEmpty()) {
      return ProbeQuestion.spoken(say);
    }
    try {
      return ProbeQuestion.recorded(Path.of(file));
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException("file is '" + file + "'; allowed: a WAV file");
    }
  }
}
