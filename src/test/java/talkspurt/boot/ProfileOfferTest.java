package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;

class ProfileOfferTest {

  private static final Map<String, String> KEY = Map.of("OPENAI_API_KEY", "sk-1");
  private static final Path HERE = Path.of("");

  @TempDir
  Path dir;

  @Test
  void whoHasAKeyAndNoSettingsIsToldWhatToRun() {
    Settings settings = SettingsReader.read(null, KEY);
    assertThat(ProfileOffer.of(null, settings, KEY, HERE, true))
        .contains("OPENAI_API_KEY is set, and the embedded receptionist answers. To have OpenAI"
            + " answer, stop and run: java -Dtalkspurt.default-profile=openai -jar"
            + " target/talkspurt.jar --config conf/profiles/openai.conf");
    assertThat(ProfileOffer.of(null, settings, KEY, HERE, false).orElseThrow())
        .contains("run: mvn -q compile exec:java -Dtalkspurt.default-profile=openai"
            + " -Dexec.args=\"--config conf/profiles/openai.conf\"")
        .hasLineCount(1)
        .doesNotContain("sk-1");
    assertThat(settings.defaultProfile()).as("nothing is switched").isEqualTo("receptionist");
  }

  @Test
  void whatIsToBeWrittenIsRightWhereOnlyTheJarIs() throws IOException {
    Settings settings = SettingsReader.read(null, KEY);
    String offer = ProfileOffer.of(null, settings, KEY, dir, true).orElseThrow();
    assertThat(offer).hasLineCount(1);
    Path own = Files.writeString(
        dir.resolve("own.conf"),
        offer.replaceFirst(".*in which stands: ", "").replace("), ", ")\n"));
    Settings followed = SettingsReader.read(own, KEY);
    assertThat(followed.defaultProfile()).isEqualTo("openai");
    assertThat(followed.config().hasPath("talkspurt.profiles.openai")).isTrue();
  }

  @Test
  void nobodyElseIsOfferedAnything() throws IOException {
    Settings settings = SettingsReader.read(null, Map.of());
    assertNothing(null, settings, Map.of());
    assertNothing(null, settings, Map.of("OPENAI_API_KEY", " "));
    assertNothing(Path.of("own.conf"), settings, KEY);
    String openai = "include classpath(\"profiles/openai.conf\")\n";
    assertNothing(null, SettingsReader.read(own(openai), KEY), KEY);
    String other = "talkspurt.default-profile = desk";
    assertNothing(null, SettingsReader.read(own(other), KEY), KEY);
  }

  private Path own(String text) throws IOException {
    return Files.writeString(dir.resolve("own.conf"), text);
  }

  private static void assertNothing(Path config, Settings settings, Map<String, String> env) {
    assertThat(ProfileOffer.of(config, settings, env, HERE, true)).isEqualTo(Optional.empty());
  }
}
