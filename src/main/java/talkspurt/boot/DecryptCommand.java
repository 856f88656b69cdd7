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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
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

  @Mixin
  private SettingsOption settings;

  @Parameters(index = "0", paramLabel = "RECORDING", description = "the encrypted file")
  private Path recording;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "the file to make; one that is there is not written over")
  private Path out;

  DecryptCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      RecordingKeys keys = settings.read(environment).recordings().keys();
      if (!ReadableFile.isEncrypted(recording)) {
        return settings.failed(recording + " is not encrypted");
      }
      try (OutputStream to = Files.newOutputStream(out, StandardOpenOption.CREATE_NEW)) {
        if (!ReadableFile.decrypt(recording, keys, to)) {
          settings.warn(recording + " was not closed by whoever wrote it: its end may be missing");
        }
      }
      return ExitCode.OK;
    } catch (NoSuchFileException none) {
      return settings.failed(none.getMessage() + ": no such file");
    } catch (FileAlreadyExistsException there) {
      return settings.failed(out + " is there already");
    } catch (IOException failure) {
      return settings.failed(recording + ": " + failure.getMessage());
    } catch (StartFailure failure) {
      return settings.failed(failure.getMessage());
    }
  }
}
