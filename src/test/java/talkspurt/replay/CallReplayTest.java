package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallReplayTest {

  private static final int DELAY_MS = 160;

  @TempDir
  private Path folder;

  private Path call;

  @BeforeEach
  void record() throws IOException {
    call = new RecordedCall(7).echo(DELAY_MS, 0.25).key5(6.5).stereo(folder.resolve("call.wav"));
  }

  @Test
  void tellsWhatWasHeard() {
    CommandRun run = CommandRun.of(call);
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("call.wav, 0:07.00")
        .containsPattern("0:00\\.[56]\\d  bot speaks until 0:0[56]")
        .containsPattern("0:00\\.[6789]\\d  echo found, 1[56]0 ms late, \\d+ ms after the bot")
        .containsPattern("0:05\\.00  echo since 0:00.00: 1[56]0 ms late, loss \\(ERL\\) 1[123]\\.")
        .containsPattern("0:06\\.5\\d  key 5")
        .containsPattern("Summary: echo 1[56]0 ms late, .*; 0 jumps; .*; keys 5");
  }

  @Test
  void writesTheSameAsJson() throws IOException {
    Path out = folder.resolve("decisions.json");
    assertThat(CommandRun.of(call, "--out", out).exit()).isZero();
    JsonNode written = new ObjectMapper().readTree(out.toFile());
    assertThat(written.at("/recording").textValue()).isEqualTo("call.wav");
    assertThat(written.at("/seconds").doubleValue()).isEqualTo(7);
    assertThat(written.at("/delays/0/delay_ms").intValue()).isBetween(DELAY_MS - 10, DELAY_MS);
    assertThat(written.at("/delays/0/at_s").doubleValue()).isBetween(0.6, 1.0);
    assertThat(written.at("/bot/0/0").doubleValue()).isBetween(0.5, 0.65);
    assertThat(written.at("/keys/0/key").textValue()).isEqualTo("5");
    assertThat(written.at("/overall/erl_db").doubleValue()).isBetween(10.0, 14.0);
    assertThat(written.at("/overall/erle_db").doubleValue()).isGreaterThan(6);
  }

  @Test
  void drawsAPictureWithSomethingInEveryPanel() throws IOException {
    Path png = folder.resolve("call.png");
    assertThat(CommandRun.of(call, "--plot", png).exit()).isZero();
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(CallPlot.WIDTH);
    assertThat(image.getHeight()).isEqualTo(CallPlot.HEIGHT);
    for (int panel = 0; panel < CallPlot.panels(); panel++) {
      assertThat(coloured(image, CallPlot.area(panel))).as("panel " + panel).isGreaterThan(500);
    }
    Rectangle last = CallPlot.area(CallPlot.panels() - 1);
    assertThat(last.y + last.height).isLessThan(CallPlot.HEIGHT - 40);
  }

  /** Pixels that are neither white nor a shade of grey. */
  private static int coloured(BufferedImage image, Rectangle area) {
    int count = 0;
    for (int y = area.y; y < area.y + area.height; y++) {
      for (int x = area.x; x < area.x + area.width; x++) {
        int rgb = image.getRGB(x, y);
        int red = rgb >> 16 & 0xff;
        int blue = rgb & 0xff;
        count += Math.abs(red - blue) > 20 ? 1 : 0;
      }
    }
    return count;
  }
}
