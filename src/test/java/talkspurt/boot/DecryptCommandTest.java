package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Heard;
import talkspurt.recording.LineRecorder;
import talkspurt.recording.RecordedSound;
import talkspurt.recording.RecordingEnd;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.RecordingKeys;
import talkspurt.recording.RecordingSettings;
import talkspurt.recording.TestRecordings;
import talkspurt.telemetry.Metrics;

class DecryptCommandTest {

  private static final UUID CALL = new UUID(7, 7);
  private static final String KEY = "07".repeat(RecordingKeys.KEY_BYTES);

  @TempDir
  Path folder;

  private final StringWriter told = new StringWriter();
  private Path config;

  @BeforeEach
  void settings() throws IOException {
    config = Files.writeString(
        folder.resolve("talkspurt.conf"),
        "talkspurt.recording.encryption { key-id = k, keys { k { env = REC_KEY } } }");
  }

  private int run(String key, Path in, Path out) {
    return new CommandLine(new DecryptCommand(Map.of("REC_KEY", key)))
        .setErr(new PrintWriter(told, true))
        .execute("--config", config.toString(), in.toString(), out.toString());
  }

  private Path recorded(RecordingFormat format, boolean killed) throws IOException {
    byte[] key = new byte[RecordingKeys.KEY_BYTES];
    java.util.Arrays.fill(key, (byte) 7);
    TestRecordings recordings = new TestRecordings(
        new RecordingSettings(
            folder,
            format,
            2,
            false,
            Duration.ofSeconds(10),
            1 << 30,
            new RecordingKeys(Optional.of("k"), Map.of("k", key)),
            Optional.empty()),
        () -> Instant.parse("2026-11-30T12:00:00Z"),
        Metrics.notExposed());
    LineRecorder line = recordings.recordings().line();
    line.begin(CALL, 1, news -> {});
    for (short frame = 1; frame <= 60; frame++) {
      short[] samples = new short[160];
      java.util.Arrays.fill(samples, frame);
      AudioFrame caller = new AudioFrame(8000, samples);
      line.hear(caller, AudioFrame.silence(8000), new Heard(caller, 0), false, 0);
    }
    if (!killed) {
      line.end(RecordingEnd.LINE_GONE);
    }
    recordings.write();
    return folder.resolve("2026-11-30/" + CALL + "-1." + format.label());
  }

  @Test
  void whatWasRecordedIsReadAgainAndAsItWouldBeWithoutEncryption() throws IOException {
    for (RecordingFormat format : RecordingFormat.values()) {
      Path out = folder.resolve("clear." + format.label());
      Path in = recorded(format, false);
      assertThat(Files.readString(in, StandardCharsets.ISO_8859_1))
          .startsWith("TSPE")
          .doesNotContain("fLaC", "RIFF", CALL.toString());
      assertThat(run(KEY, in, out)).as("%s", told).isZero();
      RecordedSound sound = RecordedSound.of(out);
      assertThat(sound.line()).hasSize(60 * 160);
      assertThat(sound.line()[59 * 160]).isEqualTo((short) 60);
      assertThat(told.toString()).isEmpty();
    }
  }

  @Test
  void aFileThatWasNotClosedIsReadAsFarAsItGoes() throws IOException {
    Path out = folder.resolve("clear.flac");
    assertThat(run(KEY, recorded(RecordingFormat.FLAC, true), out)).isZero();
    assertThat(told.toString()).contains("was not closed");
    assertThat(RecordedSound.of(out).line()).hasSize(2 * 4096);
  }

  @Test
  void whatCannotBeDoneIsTold() throws IOException {
    Path in = recorded(RecordingFormat.FLAC, false);
    Path out = folder.resolve("clear.flac");
    assertThat(run("08".repeat(RecordingKeys.KEY_BYTES), in, out)).isEqualTo(1);
    assertThat(told.toString()).contains("frame 0 is not as it was written with key 'k'");
    assertThat(run(KEY, in, out)).isEqualTo(1);
    assertThat(told.toString()).contains("is there already");
    assertThat(run(KEY, folder.resolve("none"), out)).isEqualTo(1);
    assertThat(told.toString()).contains("none: no such file");
    assertThat(run(KEY, config, folder.resolve("x"))).isEqualTo(1);
    assertThat(told.toString()).contains("is not encrypted");
    assertThat(run("short", in, folder.resolve("x"))).isEqualTo(1);
    assertThat(told.toString()).contains("keys.k is no key");
  }
}
