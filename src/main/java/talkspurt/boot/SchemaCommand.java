package talkspurt.boot;

import com.typesafe.config.Config;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import talkspurt.boot.config.StartFailure;
import talkspurt.control.DatabaseFault;
import talkspurt.control.Schema;
import talkspurt.control.SchemaUse;

/** Makes and upgrades the tables, or looks at them, without serving. */
@Command(
    name = "schema",
    description = {
      "Make and upgrade the tables of the database, and end; for those who let nodes only check them.",
      "The user of the database in the settings must have the right to create tables."
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  private static final String POOL = "akka-persistence-jdbc.shared-databases.slick.db";

  @Mixin
  private SettingsOption settings;

  @Option(names = "--check", description = "change nothing, only look")
  private boolean check;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      Config pool = settings.read(System.getenv()).config().getConfig(POOL);
      String version = Schema.prepare(
          pool.getString("url"),
          pool.getString("user"),
          pool.getString("password"),
          check ? SchemaUse.CHECK : SchemaUse.MIGRATE);
      spec.commandLine().getOut().println("the tables are of version " + version);
      return ExitCode.OK;
    } catch (StartFailure | DatabaseFault failure) {
      return settings.failed(failure.getMessage());
    }
  }
}
