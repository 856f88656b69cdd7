package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import talkspurt.boot.config.DatabaseReader;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.StartFailure;
import talkspurt.control.CallKeys;
import talkspurt.control.CallLogRebuilding;
import talkspurt.control.DatabaseFault;
import talkspurt.control.RebuildState;
import talkspurt.control.Schema;
import talkspurt.control.SchemaUse;
import talkspurt.telemetry.Metrics;

/** Makes the call log anew from the journal, beside nodes that serve or without any. */
@Command(
    name = "rebuild-call-log",
    description = {
      "Make every row of the call log anew from the journal, and end. Nodes may serve calls meanwhile.",
      "A rebuild that was stopped goes on where it stopped. While a node with H2 runs, no other process",
      "can open its file: ask the node, by POST /api/call-log/rebuild."
    },
    mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

  private static final String ALONE = """
      akka.actor.provider = local
      akka.loglevel = WARNING
      akka.persistence.journal.auto-start-journals = []
      akka.persistence.snapshot-store.auto-start-snapshot-stores = []
      """;
  private static final int PAGES_A_LINE = 50;

  private final Map<String, String> environment;

  @Mixin
  private SettingsOption settings;

  @Spec
  private CommandSpec spec;

  RebuildCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      Settings read = settings.read(environment);
      Config alone = ConfigFactory.parseString(ALONE)
          .withFallback(DatabaseReader.withPooler(read.config(), read.database()));
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "rebuild", alone);
      try {
        CallKeys.of(system).use(read.privacy());
        Schema.prepare(system, SchemaUse.CHECK);
        return rebuild(CallLogRebuilding.of(system, new Metrics()));
      } finally {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
      }
    } catch (StartFailure | DatabaseFault failure) {
      return settings.failed(failure.getMessage());
    }
  }

  private int rebuild(CallLogRebuilding rebuilding) {
    rebuilding.begin();
    for (int page = 1; ; page++) {
      switch (rebuilding.page()) {
        case WRITTEN -> {
          if (page % PAGES_A_LINE == 0) {
            tell(rebuilding.state());
          }
        }
        case DONE -> {
          RebuildState done = rebuilding.state();
          spec.commandLine()
              .getOut()
              .println("the call log is of version " + done.version() + " now; " + done.calls()
                  + " calls were made anew, " + rebuilding.setAside() + " entries are set aside");
          return ExitCode.OK;
        }
        case TAKEN -> {
          return settings.failed(rebuilding.state().worker() + " makes the call log anew already");
        }
        default -> throw new AssertionError(rebuilding);
      }
    }
  }

  private void tell(RebuildState state) {
    long percent = state.target() == 0 ? 100 : 100 * state.position() / state.target();
    spec.commandLine().getOut().println(state.calls() + " calls, " + percent + " %");
  }
}
