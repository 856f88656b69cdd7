package talkspurt.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.recording.ReadableFile;
import talkspurt.recording.RecordingKeys;

/** Decrypts a file of a recording, by the keys of the settings. */
@Command(
    name = "decrypt-recording",
    description = {
      "Decrypt a file of a recording with the keys of talkspurt.recording.encryption.",
      "Of a file that was changed, only what stands before the change is written; exit status 1."
    },
    mixinStandardHelpOptions = true)
final class DecryptCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings that differ from the defaults")
  private Path config;

  @Parameters(index = "0", paramLabel = "RECORDING", description = "the encrypted file")
  private Path recording;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "the file to make; one that is there is not written over")
  private Path out;

  @Spec
  private CommandSpec spec;

  DecryptCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      RecordingKeys keys = SettingsReader.read(config, environment).recordings().keys();
      if (!ReadableFile.isEncrypted(recording)) {
        return failed(recording + " is not encrypted");
      }
      try (OutputStream to = Files.newOutputStream(out, StandardOpenOption.CREATE_NEW)) {
        if (!ReadableFile.decrypt(recording, keys, to)) {
          spec.commandLine()
              .getErr()
              .println(spec.qualifiedName() + ": " + recording + " was not closed by whoever wrote"
                  + " it: its end may be missing");
        }
      }
      return ExitCode.OK;
    } catch (NoSuchFileException none) {
      return failed(none.getMessage() + ": no such file");
    } catch (FileAlreadyExistsException there) {
      return failed(out + " is there already");
    } catch (IOException failure) {
      return failed(recording + ": " + failure.getMessage());
    } catch (StartFailure failure) {
      return failed(failure.getMessage());
    }
  }

  private int failed(String why) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
    return ExitCode.SOFTWARE;
  }
}
