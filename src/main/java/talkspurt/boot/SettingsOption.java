package talkspurt.boot;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;

/** {@code --config} of a command that reads the settings, and how such a command says that it failed. */
final class SettingsOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings that differ from the defaults")
  private Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The file; null where none is given. */
  Path file() {
    return file;
  }

  /**
   * Reads them.
   *
   * @throws StartFailure where a setting is wrong
   */
  Settings read(Map<String, String> environment) {
    return SettingsReader.read(file, environment);
  }

  /** Says why in one line, behind the name of the command; returns the exit status. */
  int failed(String why) {
    warn(why);
    return ExitCode.SOFTWARE;
  }

  /** The same of what does not end the command. */
  void warn(String what) {
    command.commandLine().getErr().println(command.qualifiedName() + ": " + what);
  }
}
