package talkspurt.boot;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.control.DatabaseFault;
import talkspurt.control.Schema;
import talkspurt.control.SchemaUse;

/** Makes and upgrades the tables, or looks at them, without serving. */
@Command(
    name = "schema",
    description =
        "Make and upgrade the tables of the database, and end; for those who let nodes only"
            + " check them.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  private static final String POOL = "akka-persistence-jdbc.shared-databases.slick.db";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings, with a user who may create tables")
  private Path config;

  @Option(names = "--check", description = "change nothing, only look")
  private boolean check;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    try {
      Config pool = SettingsReader.read(config, System.getenv()).config().getConfig(POOL);
      String version = Schema.prepare(
          pool.getString("url"),
          pool.getString("user"),
          pool.getString("password"),
          check ? SchemaUse.CHECK : SchemaUse.MIGRATE);
      line.getOut().println("the tables are of version " + version);
      return CommandLine.ExitCode.OK;
    } catch (StartFailure | DatabaseFault failure) {
      line.getErr().println(spec.qualifiedName() + ": " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
