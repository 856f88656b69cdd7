package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import talkspurt.control.RebuildState;

class MainTest {

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();
  private final CommandLine line =
      Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));

  @Test
  void tellsMisuseInOneLine() {
    assertThat(line.execute("replay", "--manifest", "m.json")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "talkspurt replay: --manifest needs --out; see talkspurt replay --help\n");
  }

  @Test
  void tellsAMissingFileInOneLine() {
    assertThat(line.execute("replay", "gone.wav")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("talkspurt replay: gone.wav: no such file\n");
  }

  @Test
  void makesTheTablesAndLooksAtThem(@TempDir Path dir) throws IOException {
    Path config = Files.writeString(
        dir.resolve("own.conf"), "talkspurt.data-dir = \"" + dir.resolve("data") + "\"");
    assertThat(line.execute("schema", "--check", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("talkspurt schema: table ", "cannot be read")
        .hasLineCount(1);
    assertThat(line.execute("schema", "--config", config.toString())).isZero();
    assertThat(line.execute("schema", "--check", "--config", config.toString())).isZero();
    assertThat(out.toString()).containsPattern("^(the tables are of version [0-9]+\\R)\\1$");
  }

  @Test
  void makesTheCallLogAnew(@TempDir Path dir) throws IOException {
    Path config = Files.writeString(
        dir.resolve("own.conf"), "talkspurt.data-dir = \"" + dir.resolve("data") + "\"");
    assertThat(line.execute("rebuild-call-log", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("talkspurt rebuild-call-log: table ")
        .contains("cannot be read")
        .hasLineCount(1);
    line.execute("schema", "--config", config.toString());
    out.getBuffer().setLength(0);
    assertThat(line.execute("rebuild-call-log", "--config", config.toString())).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines("the call log is of version " + RebuildState.current()
            + " now; 0 calls were made anew, 0 entries are set aside\n");
  }

  @Test
  void namesReplayInItsHelp() {
    assertThat(line.execute("--help")).isZero();
    assertThat(out.toString()).contains("serve", "replay", "doctor", "schema", "rebuild-call-log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "schema", "replay", "doctor", "check", "rebuild-call-log"})
  void eachCommandHasItsHelpAndTellsTheVersion(String command) {
    assertThat(line.execute(command, "--help")).isZero();
    assertThat(out.toString())
        .startsWith("Usage: talkspurt " + command)
        .contains("-h, --help", "-V, --version");
    out.getBuffer().setLength(0);
    assertThat(line.execute(command, "--version")).isZero();
    assertThat(out.toString()).startsWith("talkspurt ");
    assertThat(err.toString()).isEmpty();
  }
}
