package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {

  private static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final UUID OTHER = UUID.fromString("11111111-2222-3333-4444-555555555556");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  @TempDir
  Path path;

  private Path file(LocalDate day, String name) throws IOException {
    Files.createDirectories(path.resolve(day.toString()));
    return Files.writeString(path.resolve(day.toString()).resolve(name), "sound of " + name);
  }

  @Test
  void allFilesOfACallAreDeletedAndNoOthers() throws IOException {
    RecordingFolder folder = new RecordingFolder(path);
    file(DAY, CALL + "-1.flac");
    file(DAY, CALL + "-1.trace");
    file(DAY.plusDays(1), CALL + "-2.wav");
    Path other = file(DAY, OTHER + "-1.flac");
    Path later = file(DAY.plusDays(2), CALL + "-9.flac");
    assertThat(folder.of(CALL, DAY, DAY.plusDays(1)))
        .containsExactlyInAnyOrder(
            DAY + "/" + CALL + "-1.flac",
            DAY + "/" + CALL + "-1.trace",
            DAY.plusDays(1) + "/" + CALL + "-2.wav");
    assertThat(folder.delete(CALL, DAY.minusDays(1), DAY.plusDays(1))).isEqualTo(3);
    assertThat(folder.delete(CALL, DAY.minusDays(1), DAY.plusDays(1))).isZero();
    assertThat(other).exists();
    assertThat(later).exists();
  }

  @Test
  void aFileIsReadFromAnyPlace() throws IOException {
    RecordingFolder folder = new RecordingFolder(path);
    file(DAY, "x");
    assertThat(folder.read(DAY + "/x", 6, 2)).asString().isEqualTo("of");
    assertThat(folder.read(DAY + "/x", 9, 100)).asString().isEqualTo("x");
    assertThat(folder.read(DAY + "/x", 100, 100)).isEmpty();
    assertThatThrownBy(() -> folder.read(DAY + "/y", 0, 1)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void noNameLeadsOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(path.resolve("outside"), "secret");
    RecordingFolder folder = new RecordingFolder(Files.createDirectory(path.resolve("folder")));
    assertThat(folder.find("../outside")).isEmpty();
    assertThat(folder.find(outside.toString())).isEmpty();
    assertThat(folder.find("\0")).isEmpty();
    assertThat(folder.find("")).isEmpty();
  }
}
