package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "pipelines",
    mixinStandardHelpOptions = true,
    description = "Calls through whole pipelines of providers, each a stand-in of its protocol.")
public final class Pipelines implements Callable<Integer> {

  /** Makes a pipeline, with its servers. */
  private interface Maker {
    Pipeline make() throws IOException;
  }

  private static final Map<String, Maker> PIPELINES = new LinkedHashMap<>();

  static {
    PIPELINES.put("embedded", EmbeddedPipeline::new);
    PIPELINES.put("deepgram", AgentPipeline::deepgram);
    PIPELINES.put("vosk", AgentPipeline::vosk);
    PIPELINES.put("realtime", RealtimePipeline::new);
  }

  @Option(names = "--jar", required = true, description = "The engine.")
  private Path jar;

  @Option(names = "--say", required = true, description = "Where the caller's sentences are.")
  private Path say;

  @Option(
      names = "--out",
      required = true,
      description = "Where recordings and timelines are left.")
  private Path out;

  @Option(names = "--only", split = ",", description = "Some of the pipelines.")
  private List<String> only = List.of();

  @Option(
      names = "--latency",
      description = "Instead: how long callers wait for answers because of the engine.")
  private boolean latency;

  @Option(
      names = "--answers",
      description = "Instead: how soon the default receptionist answers, mouth to ear, by parts.")
  private boolean answers;

  @Option(
      names = "--answer-p50-ms",
      defaultValue = "450",
      description = "What half of these answers must not exceed (${DEFAULT-VALUE}).")
  private double answerP50Ms;

  @Option(
      names = "--spans",
      description = "Instead: whether the spans of turns add up to what callers waited.")
  private boolean spans;

  @Option(
      names = "--turns",
      defaultValue = "20",
      description = "How many each call has, with --spans (${DEFAULT-VALUE}).")
  private int turns;

  @Option(
      names = "--calls",
      defaultValue = "50",
      description = "How many at once, with --latency or --spans (${DEFAULT-VALUE}).")
  private int calls;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description =
          "How long it is warmed up, and how long measured, with --latency; how long measured, with --answers (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--p50-ms",
      defaultValue = "40",
      description = "What half of all answers must not exceed (${DEFAULT-VALUE}).")
  private double p50Ms;

  @Option(
      names = "--p95-ms",
      defaultValue = "80",
      description = "What 95 of 100 must not exceed (${DEFAULT-VALUE}).")
  private double p95Ms;

  @Option(
      names = "--stall",
      description = "Instead: a reply without end into a line that does not read.")
  private boolean stall;

  @Option(
      names = "--languages",
      description = "Instead: calls in six languages, spoken by espeak-ng, which must be there.")
  private boolean languages;

  @Option(
      names = "--secret",
      description = "Instead: a card's number, keyed and spoken, and where it is found afterwards.")
  private boolean secret;

  @Option(
      names = "--minutes",
      defaultValue = "20",
      description = "For how long, with --stall (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(names = "--java", description = "Options for the engine's JVM.")
  private List<String> java = List.of("-Xmx1g");

  public static void main(String[] args) {
    System.exit(new CommandLine(new Pipelines()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(out);
    if (latency)
      return new LatencyRun(jar, say, out, calls, seconds, java).run(p50Ms, p95Ms, System.out);
    if (answers) return new AnswerRun(jar, say, out, seconds, java).run(answerP50Ms, System.out);
    Checks checks = new Checks(System.out);
    if (stall) {
      new StallRun(jar, say, out, checks, System.out).run((int) (60 * minutes));
      return checks.summary();
    }
    if (languages) {
      new LanguagesRun(jar, say, out, checks).run();
      return checks.summary();
    }
    if (secret) {
      new SecretRun(jar, say, out, checks).run();
      return checks.summary();
    }
    if (spans) {
      new SpansRun(jar, say, out, calls, turns, java, checks).run(System.out);
      return checks.summary();
    }
    List<Pipeline> wanted = new ArrayList<>();
    for (Map.Entry<String, Maker> each : PIPELINES.entrySet())
      if (only.isEmpty() || only.contains(each.getKey()))
        wanted.add(each.getValue().make());
    new ScriptedRun(jar, say, out, checks).run(wanted);
    return checks.summary();
  }
}
