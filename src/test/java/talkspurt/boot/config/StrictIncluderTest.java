package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictIncluderTest {

  @TempDir
  Path folder;

  private final Set<Path> files = new LinkedHashSet<>();
  private final Faults faults = Faults.collected();

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Config read(String text) throws IOException {
    return read(text, faults);
  }

  private Config read(String text, Faults to) throws IOException {
    Path file = write("main.conf", text);
    return ConfigFactory.parseFile(
        file.toFile(),
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setIncluder(new StrictIncluder(file, files, to)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"more.conf\"", "\"more\"", "file(\"FOLDER/more.conf\")", "file(\"FOLDER/more\")"
      })
  void whatIsThereIsReadAndItsFileIsKnown(String what) throws IOException {
    Path more = write("more.conf", "a = 1");
    Config config = read("include " + what.replace("FOLDER", folder.toString()) + "\nb = 2");
    assertThat(config.getInt("a")).isEqualTo(1);
    assertThat(config.getInt("b")).isEqualTo(2);
    assertThat(files).containsExactly(more);
    assertThat(faults.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"gone.conf\"",
        "\"gone\"",
        "file(\"/nowhere/gone.conf\")",
        "classpath(\"gone.conf\")",
        "url(\"file:/nowhere/gone.conf\")"
      })
  void whatIsNotThereIsToldWithItsLineAndTheRestIsRead(String what) throws IOException {
    Config config = read("# include " + what + "\na = 1\ninclude " + what + "\nb = 2");
    assertThat(config.getInt("a")).isEqualTo(1);
    assertThat(config.getInt("b")).isEqualTo(2);
    assertThat(faults.all())
        .singleElement()
        .asString()
        .startsWith("include of ")
        .contains("gone", " is not there; allowed: ", "main.conf: 3");
    assertThat(files).isEmpty();
  }

  @Test
  void whatAnIncludedFileLacksIsToldWithTheIncludedFile() throws IOException {
    write("parts/inner.conf", "a = 1\ninclude \"gone.conf\"");
    read("include \"parts/inner.conf\"\ninclude \"lost.conf\"");
    assertThat(faults.all())
        .satisfiesExactlyInAnyOrder(
            inner -> assertThat(inner).contains("of gone.conf", "inner.conf: 2"),
            outer -> assertThat(outer).contains("of lost.conf", "main.conf: 2"));
  }

  @Test
  void aFaultInAnIncludedFileIsToldWithItsPlaceAndTheRestIsRead() throws IOException {
    write("more.conf", "a = 1\nb = [");
    Config config = read("include \"more.conf\"\nc = 3");
    assertThat(config.getInt("c")).isEqualTo(3);
    assertThat(faults.all())
        .singleElement()
        .asString()
        .startsWith("include of more.conf cannot be read: ")
        .contains("more.conf: 2");
  }

  @Test
  void aFileOfTheClasspathIsNoFileOfTheUsers() throws IOException {
    Config config = read("include classpath(\"reference.conf\")");
    assertThat(config.hasPath("talkspurt")).isTrue();
    assertThat(files).isEmpty();
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void theFirstFaultEndsTheReadingWhereNoneIsCollected() {
    assertThatThrownBy(() -> read("include \"gone.conf\"", Faults.atOnce()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("include of gone.conf is not there");
  }
}
