package talkspurt.boot;

import static java.util.concurrent.TimeUnit.SECONDS;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.doctor.DoctorCommand;
import talkspurt.doctor.ProbeCommand;
import talkspurt.doctor.SupportCommand;
import talkspurt.replay.ReplayCommand;
import talkspurt.turn.TurnSettings;

/** The command line. Without a command, it serves. */
@Command(
    name = "talkspurt",
    description = "A telephony voice engine for Asterisk.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {Main.Serve.class, SchemaCommand.class},
    footer = {
      "",
      "Environment: TALKSPURT_BIND (127.0.0.1), TALKSPURT_HTTP_PORT (1650),",
      "  TALKSPURT_AUDIOSOCKET_PORT (3000), TALKSPURT_OPERATIONS_PORT (1651), TALKSPURT_DATA_DIR (./data),",
      "  TALKSPURT_PROFILES_DIR (none), TALKSPURT_LOG_LEVEL (INFO), TALKSPURT_LOG (text; or json),",
      "  TALKSPURT_NODE (name of this node in JSON logs and traces; the host's).",
      "All settings, with comments: reference.conf."
    })
public final class Main implements Callable<Integer> {

  private static final String UNTIL_READY = "--until-ready";
  private static final String UNTIL_READY_WHY =
      "stop as soon as it is ready, as conf/archive-classes wants it";
  private static final int EXIT_NOT_STARTED = 1;
  private static final int EXIT_STOPPED = 3;
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings that differ from the defaults")
  private Path config;

  /** Runs the command line; ends the process only when it could not start or was not to. */
  public static void main(String[] arguments) {
    int exit = commandLine().execute(arguments);
    if (exit != CommandLine.ExitCode.OK) {
      System.exit(exit);
    }
  }

  /** The command line with all commands; misuse is told in one line. */
  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Main())
        .addSubcommand(new ReplayCommand(InstantSource.system(), Main::standardTurns))
        .addSubcommand(new DoctorCommand(System.getenv()))
        .addSubcommand(new SupportCommand(System.getenv(), InstantSource.system()))
        .addSubcommand(
            new ProbeCommand(System.getenv(), ProbeQuestion::spoken, ProbeQuestion::recorded))
        .addSubcommand(new CheckCommand(System.getenv()))
        .addSubcommand(new RebuildCommand(System.getenv()))
        .addSubcommand(new DecryptCommand(System.getenv()))
        .setParameterExceptionHandler(Main::misused);
    commands
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    return commands;
  }

  private static TurnSettings standardTurns() {
    return SettingsReader.read(null, Map.of()).media().turns();
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + misuse.getMessage() + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  @Option(names = UNTIL_READY, description = UNTIL_READY_WHY)
  private boolean untilReady;

  @Override
  public Integer call() {
    return serve(config, untilReady);
  }

  private static int serve(Path config, boolean untilReady) {
    try {
      LogFormat.check(System.getenv());
      SettingsCheck check = SettingsCheck.of(config, System.getenv());
      Settings settings = check.settings();
      check.warnings().forEach(warning -> System.err.println("talkspurt: warning: " + warning));
      Guardian.Running running = Guardian.start(settings).toCompletableFuture().join();
      if (untilReady) {
        stop(running.system());
        return CommandLine.ExitCode.OK;
      }
      System.err.println(ready(running, settings.tls().http()));
      boolean jar = Main.class.getPackage().getImplementationVersion() != null;
      ProfileOffer.of(config, settings, System.getenv(), Path.of(""), jar)
          .ifPresent(offer -> LoggerFactory.getLogger(Main.class).info(offer));
      endWith(running.system());
      return CommandLine.ExitCode.OK;
    } catch (StartFailure failure) {
      return notStarted(failure);
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof StartFailure failure) {
        return notStarted(failure);
      }
      throw wrapped;
    }
  }

  /** The process ends by itself then: nothing is left that keeps it. */
  private static void stop(ActorSystem<?> system) {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** Browsers give the microphone to pages of their own machine, or over TLS. */
  private static String page(String scheme, InetSocketAddress api) {
    String host = api.getAddress().isAnyLocalAddress() ? "127.0.0.1" : api.getHostString();
    return scheme + host + ":" + api.getPort() + "/";
  }

  private static String ready(Guardian.Running running, boolean secured) {
    String scheme = secured ? "https://" : "http://";
    String api = running.api().getHostString() + ":" + running.api().getPort();
    return String.join(
        System.lineSeparator(),
        "",
        "Talkspurt " + Version.text() + " is ready.",
        "  API          " + scheme + api
            + "/api/calls   (health, readiness: /health /ready; figures: /metrics)",
        "  AudioSocket  " + running.audio().getHostString() + ":"
            + running.audio().getPort(),
        "  Hear it without Asterisk, from another terminal:",
        "    cd loadtest && mvn -q compile exec:java -Dexec.args=\"--port "
            + running.audio().getPort()
            + " --seconds 25 --say say/hours.wav@11 --record target/heard\"",
        "    then play loadtest/target/heard/1-heard.wav",
        "  With Asterisk: #include conf/asterisk/extensions_talkspurt.conf in extensions.conf,",
        "    and send a call to Goto(talkspurt-incoming,${EXTEN},1)",
        "  Hear it in a browser: open " + page(scheme, running.api()) + " and press Call",
        "");
  }

  /**
   * A node that stops by itself ends its process, so that whatever watches over it starts it again.
   * When the process is being ended already, this waits for that. Lines and calls have left by then:
   * whatever still holds the node, such as a database that does not answer, is not waited for long.
   */
  private static void endWith(ActorSystem<?> system) {
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "end-process", () -> {
          Thread end = new Thread(() -> end(system), "end");
          end.setDaemon(true);
          end.start();
          return CompletableFuture.completedStage(Done.done());
        });
  }

  private static void end(ActorSystem<?> system) {
    try {
      system.getWhenTerminated().toCompletableFuture().get(END_WITHIN.toSeconds(), SECONDS);
      System.exit(EXIT_STOPPED);
    } catch (InterruptedException | ExecutionException | TimeoutException held) {
      System.err.println("talkspurt: something holds this node, which is ended by force");
      Runtime.getRuntime().halt(EXIT_STOPPED);
    }
  }

  private static int notStarted(StartFailure failure) {
    System.err.println("talkspurt: " + failure.getMessage());
    return EXIT_NOT_STARTED;
  }

  /** Serves calls until the process is told to stop. */
  @Command(
      name = "serve",
      description = "Serve calls (the default).",
      mixinStandardHelpOptions = true)
  static final class Serve implements Callable<Integer> {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "settings that differ from the defaults")
    private Path config;

    @Option(names = UNTIL_READY, description = UNTIL_READY_WHY)
    private boolean untilReady;

    @Override
    public Integer call() {
      return serve(config, untilReady);
    }
  }

  /** The version, as the build wrote it. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"talkspurt " + text()};
    }

    static String text() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
