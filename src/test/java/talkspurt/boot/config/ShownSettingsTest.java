package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownSettingsTest {

  @Test
  void settingsAreShownWithoutSecrets(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("node.conf"), """
        talkspurt {
          data-dir = "%s"
          tracing { endpoint = "http://collector:4318/v1/traces", headers { X-Scope = "mark-header" } }
          access.tokens = [ { name = watch, role = read, token-env = WATCH } ]
          database.postgresql { password-env = MARKED, user = engine }
          profiles.sales {
            language = en
            greeting.say = "Hello."
            responder { kind = webhook, url = "https://user:mark-password@bot.example/turn?key=mark-query" }
          }
        }
        """.formatted(dir));
    Map<String, String> shown = ShownSettings.of(SettingsReader.read(
        file,
        Map.of("WATCH", "mark-token-0123456789", "MARKED", "mark-database"),
        Faults.collected()));
    assertThat(shown.values()).noneMatch(value -> value.contains("mark-"));
    assertThat(shown)
        .containsEntry("talkspurt.tracing.endpoint", "http://collector:4318/v1/traces")
        .containsEntry("talkspurt.access.tokens.0.name", "watch")
        .containsEntry("talkspurt.access.tokens.0.token-env", "WATCH")
        .containsEntry("talkspurt.profiles.sales.greeting.say", "Hello.");
    assertThat(shown).hasSizeGreaterThan(200);
  }
}
