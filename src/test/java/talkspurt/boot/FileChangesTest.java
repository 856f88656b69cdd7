package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.boot.FileChanges.Stamp;

class FileChangesTest {

  private static final Path FILE = Path.of("a.conf");

  @TempDir
  Path dir;

  /** What each look sees, and at which looks a change is told. */
  @ParameterizedTest
  @CsvSource({
    "aaaa, ----",
    "abbb, --+-",
    "abab, ----",
    "abcc, ---+",
    "abbaa, --+-+",
    "a.aa, ----",
    "a..a, --+-",
    "abbcc, --+-+",
    "aabca, -----",
  })
  void aChangeIsToldOnceItIsStill(String seen, String told) {
    FileChanges changes = new FileChanges(stamps(seen.charAt(0)));
    StringBuilder answers = new StringBuilder();
    for (char one : seen.toCharArray()) {
      answers.append(changes.look(stamps(one)) ? '+' : '-');
    }
    assertThat(answers).hasToString(told);
  }

  @Test
  void whatWasReadMeanwhileIsNotTold() {
    FileChanges changes = new FileChanges(stamps('a'));
    assertThat(changes.look(stamps('b'))).isFalse();
    changes.read(stamps('b'));
    assertThat(changes.look(stamps('b'))).isFalse();
    changes.look(stamps('a'));
    assertThat(changes.look(stamps('a'))).isTrue();
  }

  private static Map<Path, Stamp> stamps(char content) {
    return content == '.'
        ? Map.of()
        : Map.of(FILE, new Stamp(FILE, FileTime.fromMillis(content), 1, Optional.empty()));
  }

  @Test
  void seesWhatEditorsAndKubernetesDo() throws IOException {
    Path first = Files.createDirectory(dir.resolve("..1"));
    Path second = Files.createDirectory(dir.resolve("..2"));
    FileTime time = FileTime.fromMillis(1000);
    for (Path folder : List.of(first, second)) {
      Files.setLastModifiedTime(Files.writeString(folder.resolve("a.conf"), "a"), time);
    }
    Path data = Files.createSymbolicLink(dir.resolve("..data"), first);
    Path file = Files.createSymbolicLink(dir.resolve("a.conf"), Path.of("..data/a.conf"));
    Map<Path, Stamp> before = Stamp.of(List.of(file));
    assertThat(Stamp.of(List.of(file))).isEqualTo(before);
    Files.delete(data);
    assertThat(Stamp.of(List.of(file))).isEmpty();
    Files.createSymbolicLink(data, second);
    Map<Path, Stamp> linked = Stamp.of(List.of(file));
    assertThat(linked).hasSize(1).isNotEqualTo(before);
    Path other = Files.writeString(second.resolve("a.conf~"), "b");
    Files.setLastModifiedTime(other, time);
    Files.move(other, second.resolve("a.conf"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(Stamp.of(List.of(file))).as("same size and time").isNotEqualTo(linked);
  }
}
