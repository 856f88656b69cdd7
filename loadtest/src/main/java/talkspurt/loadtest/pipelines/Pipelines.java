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
    PIPELINES.put("deepgram", AgentPipeline::deepgram);
    PIPELINES.put("vosk", AgentPipeline::vosk);
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

  public static void main(String[] args) {
    System.exit(new CommandLine(new Pipelines()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(out);
    Checks checks = new Checks(System.out);
    List<Pipeline> wanted = new ArrayList<>();
    for (Map.Entry<String, Maker> each : PIPELINES.entrySet())
      if (only.isEmpty() || only.contains(each.getKey()))
        wanted.add(each.getValue().make());
    new ScriptedRun(jar, say, out, checks).run(wanted);
    return checks.summary();
  }
}
