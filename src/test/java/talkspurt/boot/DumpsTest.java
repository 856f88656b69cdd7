package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As it is shipped, a node writes its memory nowhere: words, numbers and keys are in it. */
class DumpsTest {

  @Test
  void theJvmWritesNoDump() throws IOException {
    assertThat(Files.readAllLines(Path.of("conf/jvm.options")))
        .contains("-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash");
  }

  @Test
  void theUnitLetsNobodyReadWhatIsWritten() throws IOException {
    assertThat(Files.readAllLines(Path.of("conf/systemd/talkspurt.service")))
        .contains("LimitCORE=0", "UMask=0077", "StateDirectoryMode=0700");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conf/jvm.options",
        "conf/systemd/talkspurt.service",
        "conf/kubernetes/talkspurt.yaml",
        "Dockerfile"
      })
  void noneAsksForADump(String file) throws IOException {
    String text = Files.readString(Path.of(file));
    assertThat(List.of("+HeapDump", "HeapDumpPath", "+CreateCoredump")).noneMatch(text::contains);
  }
}
