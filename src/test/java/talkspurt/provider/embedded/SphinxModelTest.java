package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SphinxModelTest {

  private static final List<String> HOURS = List.of("hours");
  private static final List<String> PLEASE = List.of("please");

  @TempDir
  private Path directory;

  private SphinxModel model;

  @BeforeEach
  void load() throws Exception {
    model = SphinxModel.loaded(directory);
  }

  @Test
  void aProcessLoadsItOnce() throws Exception {
    assertThat(SphinxModel.loaded(directory.resolve("another"))).isSameAs(model);
  }

  @Test
  void aGraphIsMadeOnceForItsPhrasesAndCarriers() throws Exception {
    PhraseGraph hours = model.graph(directory, HOURS, PLEASE);
    assertThat(model.graph(directory.resolve("another"), List.of("hours"), List.of("please")))
        .isSameAs(hours);
    assertThat(model.graph(directory, HOURS, List.of("i want"))).isNotSameAs(hours);
    assertThat(model.graph(directory, List.of("sales"), PLEASE)).isNotSameAs(hours);
  }

  /** The directory by which it was loaded goes with whom it was loaded for. */
  @Test
  void grammarsAreReadFromTheDirectoryOfWhoAsks() throws Exception {
    Path later = directory.resolve("later");
    model.graph(later, List.of("support"), PLEASE);
    try (var written = Files.list(later)) {
      assertThat(written).hasSize(1);
    }
  }
}
