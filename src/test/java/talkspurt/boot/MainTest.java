package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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
  void namesReplayInItsHelp() {
    assertThat(line.execute("--help")).isZero();
    assertThat(out.toString()).contains("serve", "replay", "doctor");
  }
}
