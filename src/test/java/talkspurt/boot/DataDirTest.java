package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.StartFailure;

class DataDirTest {

  @TempDir
  private Path dir;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aNewOneIsItsOwnersAlone() throws IOException {
    Path made = dir.resolve("var/lib/data");
    DataDir.prepare(made);
    assertThat(permissions(made)).isEqualTo("rwx------");
  }

  @Test
  void oneThatIsThereStaysAsItIs() throws IOException {
    Path there = Files.createDirectory(dir.resolve("data"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));
    Files.writeString(there.resolve("kept"), "a");
    DataDir.prepare(there);
    assertThat(permissions(there)).isEqualTo("rwxr-x---");
    assertThat(there.resolve("kept")).exists();
  }

  @Test
  void aFileInItsPlaceIsToldInOneLine() throws IOException {
    Path file = Files.writeString(dir.resolve("data"), "a");
    assertThatThrownBy(() -> DataDir.prepare(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage("setting talkspurt.data-dir is '" + file
            + "', which is no directory; allowed: a" + " directory, or where one can be made");
    assertThatThrownBy(() -> DataDir.prepare(file.resolve("below")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("talkspurt.data-dir");
  }
}
