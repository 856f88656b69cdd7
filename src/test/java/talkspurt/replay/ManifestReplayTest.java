package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.EchoAwareDetector;

class ManifestReplayTest {

  private static final int SITUATIONS = 9;
  private static final double SECONDS = 2;
  private static final int FRAMES = 100;

  @TempDir
  private Path folder;

  private Path manifest;
  private Path out;

  @BeforeEach
  void record() throws IOException {
    for (int k = 0; k < SITUATIONS; k++) {
      RecordedCall call = new RecordedCall(SECONDS).echo(40 + 20 * k, 0.4);
      RecordedCall.mono(folder.resolve("far" + k + ".wav"), call.sent);
      RecordedCall.mono(folder.resolve("mic" + k + ".wav"), call.line);
    }
    String cases = IntStream.range(0, SITUATIONS)
        .mapToObj(k ->
            "{\"id\": \"s%d\", \"far\": \"far%d.wav\", \"mic\": \"mic%d.wav\"}".formatted(k, k, k))
        .collect(Collectors.joining(", "));
    manifest = Files.writeString(folder.resolve("m.json"), "{\"cases\": [" + cases + "]}");
    out = folder.resolve("d.json");
  }

  @Test
  void writesEverySituationInOrder() throws IOException {
    CommandRun run = CommandRun.of("--manifest", manifest, "--out", out, "--system", "a \"name\"");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("9 situations, 18.0 s of audio, 18000.0 times real time\n");
    JsonNode written = new ObjectMapper().readTree(out.toFile());
    assertThat(written.get("system").textValue()).isEqualTo("a \"name\"");
    assertThat(written.get("cases").fieldNames())
        .toIterable()
        .containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8");
    for (JsonNode situation : written.get("cases")) {
      assertThat(situation.get("detections").isArray()).isTrue();
      assertThat(situation.get("scores")).hasSize(FRAMES);
      assertThat(situation.fieldNames()).toIterable().containsExactly("detections", "scores");
    }
  }

  @Test
  void hearsTheSameWithAnyNumberOfThreads() throws IOException {
    CommandRun.of("--manifest", manifest, "--out", out, "--threads", 1);
    Path other = folder.resolve("other.json");
    CommandRun.of("--manifest", manifest, "--out", other, "--threads", 4);
    assertThat(other).hasSameTextualContentAs(out);
  }

  @Test
  void writesWhatIsAskedForBesides() throws IOException {
    Path clean = folder.resolve("clean");
    Path evidence = folder.resolve("e.evd");
    CommandRun run = CommandRun.of(
        "--manifest", manifest, "--out", out, "--stt", "--clean", clean, "--evidence", evidence);
    assertThat(run.exit()).isZero();
    JsonNode first = new ObjectMapper().readTree(out.toFile()).get("cases").get("s0");
    assertThat(first.get("stt").isArray()).isTrue();
    Path cleaned = Path.of(first.get("clean").textValue());
    assertThat(WavFile.read(cleaned).mono(cleaned)).hasSize((int) (SECONDS * RecordedCall.RATE_HZ));
    ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(evidence));
    assertThat(numbers.getInt()).isEqualTo(SITUATIONS);
    assertThat(numbers.getInt()).isEqualTo(EchoAwareDetector.evidenceSize());
    assertThat(numbers.getInt()).isEqualTo(FRAMES);
    assertThat(numbers.limit())
        .isEqualTo(8 + SITUATIONS * (4 + 2 * FRAMES * EchoAwareDetector.evidenceSize()));
  }

  @Test
  void aFileThatWasNotCompletedIsNoJson() throws IOException {
    Files.delete(folder.resolve("mic8.wav"));
    assertThat(CommandRun.of("--manifest", manifest, "--out", out).exit()).isEqualTo(1);
    assertThrows(JsonProcessingException.class, () -> new ObjectMapper().readTree(out.toFile()));
  }
}
