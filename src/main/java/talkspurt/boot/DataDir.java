package talkspurt.boot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import talkspurt.boot.config.StartFailure;

/** The directory of the database: words and numbers of callers are in it, so that it is its owner's alone. */
final class DataDir {

  private DataDir() {}

  /**
   * Makes it where it is not there; one that is there stays as it is.
   *
   * @throws StartFailure when it cannot be made
   */
  static void prepare(Path directory) {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      Path above = directory.getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(directory);
      }
    } catch (FileAlreadyExistsException noDirectory) {
      throw failure(directory, "is no directory", noDirectory);
    } catch (IOException impossible) {
      throw failure(
          directory, "cannot be made: " + impossible.getClass().getSimpleName(), impossible);
    }
  }

  private static StartFailure failure(Path directory, String why, IOException cause) {
    return new StartFailure(
        "setting talkspurt.data-dir is '" + directory + "', which " + why
            + "; allowed: a directory, or where one can be made",
        cause);
  }
}
