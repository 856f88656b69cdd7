package talkspurt.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "talkspurt-loadtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = LoadTest.Version.class,
    description =
        "Calls a voice engine as Asterisk does, over AudioSocket, many times at once. One line of JSON on"
            + " standard output tells how it went; README.md explains each figure.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All went well.",
      "1:A call failed, was reset or lost, or the engine broke the protocol; with --fuzz: it no longer answers.",
      "2:The options are wrong."
    })
public final class LoadTest implements Callable<Integer> {
  private static final int MAX_FUZZ = 100_000;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The engine's host (${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "3000",
      description = "Its AudioSocket port (${DEFAULT-VALUE}).")
  private String port;

  @Mixin
  private CallOptions callOptions;

  @Option(
      names = "--await-ready",
      paramLabel = "URL",
      description = "Before the first call, wait until GET URL/ready answers 200, 120 s at most.")
  private String awaitReady;

  @Option(
      names = "--fuzz",
      paramLabel = "N",
      description = "Instead of calls, open N broken connections, 1 to " + MAX_FUZZ + ".")
  private String fuzz;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the bytes of --fuzz (${DEFAULT-VALUE}).")
  private String seed;

  @Option(
      names = "--allow-remote",
      description = "Load a machine other than this one. Only your own, and never by accident.")
  private boolean allowsRemote;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new LoadTest()).setParameterExceptionHandler((refusal, args) -> {
      refusal.getCommandLine().getErr().println(refusal.getMessage());
      return CommandLine.ExitCode.USAGE;
    });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fuzz == null) return dial(checked(() -> callOptions.plan(engine(), reach())));
    return fuzz(checked(this::fuzzer));
  }

  private int dial(RunPlan plan) throws IOException, InterruptedException {
    Optional<URI> awaited = checked(this::awaited);
    new SelfCalibration(plan).run();
    if (awaited.isPresent()) new Readiness(awaited.get()).await();
    long begunNanos = System.nanoTime();
    double begunCpuSeconds = ownCpuSeconds();
    Counters tally = new Dialer(plan, spec.commandLine().getErr()).run();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("seconds", Math.round((System.nanoTime() - begunNanos) / 1e8) / 10.0);
    report.put("rate_hz", plan.rateHz());
    report.putAll(tally.figures());
    report.put("own_cpu_seconds", Math.round((ownCpuSeconds() - begunCpuSeconds) * 100) / 100.0);
    print(report);
    return tally.flawless() ? 0 : 1;
  }

  private int fuzz(Fuzzer fuzzer) throws InterruptedException {
    Map<String, Object> report = fuzzer.run();
    print(report);
    return report.get(Fuzzer.ANSWERS_AFTER).equals(true) ? 0 : 1;
  }

  private void print(Map<String, Object> report) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Json.line(report));
    out.flush();
  }

  private Optional<URI> awaited() {
    return Optional.ofNullable(awaitReady)
        .map(url -> CallOptions.engine("--await-ready", url, reach()));
  }

  private Fuzzer fuzzer() {
    int connections = new OptionText("--fuzz", fuzz).whole(1, MAX_FUZZ);
    long firstSeed = new OptionText("--seed", seed).wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE);
    return new Fuzzer(engine(), connections, firstSeed);
  }

  private InetSocketAddress engine() {
    return new OptionText("--host", host)
        .host(reach(), new OptionText("--port", port).whole(1, 65_535));
  }

  private Reach reach() {
    return new Reach(allowsRemote);
  }

  private <T> T checked(Supplier<T> options) {
    try {
      return options.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private static double ownCpuSeconds() {
    return ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .orElse(Duration.ZERO)
            .toMillis()
        / 1000.0;
  }

  /** The version the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = LoadTest.class.getPackage().getImplementationVersion();
      return new String[] {
        "talkspurt-loadtest " + (version == null ? "(not built as a jar)" : version)
      };
    }
  }
}
