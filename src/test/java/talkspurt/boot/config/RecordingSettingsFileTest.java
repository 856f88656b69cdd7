package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.recording.RecordingSettings;

/** What the documentation shows, in a file of settings as a user has it. */
class RecordingSettingsFileTest {

  @TempDir
  Path folder;

  @Test
  void keysAndBucketAreTakenFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("talkspurt.conf"), """
        talkspurt.data-dir = "%s"
        talkspurt.recording {
          tracks = 3
          encryption { key-id = "2026-11", keys { "2026-11" { env = REC_KEY } } }
          store {
            kind = s3, bucket = calls, region = eu-central-1, prefix = "recordings/"
            access-key-env = S3_ACCESS_KEY, secret-key-env = S3_SECRET_KEY, delete-local-after = 1d
          }
        }
        """.formatted(folder));
    RecordingSettings settings = SettingsReader.read(
            file,
            Map.of("REC_KEY", "07".repeat(32), "S3_ACCESS_KEY", "id", "S3_SECRET_KEY", "secret"))
        .recordings();
    assertThat(settings.tracks()).isEqualTo(3);
    assertThat(settings.keys().current()).contains("2026-11");
    assertThat(settings.bucket().orElseThrow().place("x")).isEqualTo("s3://calls/recordings/x");
  }
}
