package talkspurt.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import talkspurt.audio.AudioFrame;
import talkspurt.probe.Probe;
import talkspurt.probe.ProbePlan;
import talkspurt.probe.ProbeResult;
import talkspurt.telemetry.NanoClock;

/** The command that calls an engine as a caller would, and tells whether it was answered. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Make a synthetic call to a running engine: call start, audio line, greeting, question, answer. Tells",
      "what came of it. Such calls are in no figures and no call log. Exit status 1 when it was not answered."
    },
    footer = {
      "",
      "Environment: TALKSPURT_TOKEN, a token of the API with role call-start, where the API asks for one;",
      "  with --expect role read as well."
    },
    sortOptions = false)
public final class ProbeCommand implements Callable<Integer> {

  private static final int LEVEL_DBFS = -45;

  @Spec
  private CommandSpec spec;

  @Mixin
  private EngineOptions engine;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "",
      description = "which profile is called (the engine's default)")
  private String profile;

  @Option(
      names = "--caller-id",
      paramLabel = "NUMBER",
      defaultValue = "probe",
      description = "the number it calls from (${DEFAULT-VALUE})")
  private String callerId;

  @ArgGroup
  private Question question = new Question();

  static final class Question {

    @Option(
        names = "--say",
        paramLabel = "TEXT",
        description = "what it asks, in English (What are your opening hours?)")
    private String say = "What are your opening hours?";

    @Option(names = "--wav", paramLabel = "FILE", description = "a recording of what it asks")
    private Path wav;

    @Option(names = "--keys", paramLabel = "KEYS", description = "keys that it presses instead")
    private String keys = "";
  }

  @Option(
      names = "--expect",
      paramLabel = "WORDS",
      split = ",",
      description = "the bot has to say one of these in its answer (any answer will do)")
  private List<String> expected = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "how long greeting and answer may each take to begin (${DEFAULT-VALUE})")
  private int seconds;

  private final Map<String, String> environment;
  private final Function<String, AudioFrame> voice;
  private final Function<Path, AudioFrame> recording;

  /**
   * The command.
   *
   * @param environment in which its token is
   * @param voice speaks a text
   * @param recording reads a file; an {@link IllegalArgumentException} says what is wrong with it
   */
  public ProbeCommand(
      Map<String, String> environment,
      Function<String, AudioFrame> voice,
      Function<Path, AudioFrame> recording) {
    this.environment = environment;
    this.voice = voice;
    this.recording = recording;
  }

  /** Returns 0, or 1 when the call was not answered. */
  @Override
  public Integer call() throws InterruptedException {
    WebClient client = engine.client(spec, environment.getOrDefault(EngineCheck.TOKEN, ""));
    ProbeResult result = new Probe(client, plan(), UUID::randomUUID, NanoClock.system()).call();
    spec.commandLine().getOut().println(result.text());
    return result.good() ? 0 : 1;
  }

  private ProbePlan plan() {
    try {
      AudioFrame sound = Optional.ofNullable(question.wav)
          .map(recording)
          .orElseGet(() -> question.keys.isEmpty()
              ? voice.apply(question.say)
              : new AudioFrame(ProbePlan.RATE_HZ, new short[0]));
      Duration timeout = Duration.ofSeconds(seconds);
      return new ProbePlan(
          profile, callerId, sound, question.keys, expected, timeout, timeout, LEVEL_DBFS);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
  }
}
