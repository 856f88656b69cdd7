package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.language.Wording;

/** What settings say of languages beside their files. */
class LanguageSettingsTest {

  @TempDir
  Path dir;

  @Test
  void aLanguageIsExtendedReplacedInPartOrAdded() throws IOException {
    LanguageFiles files = read("""
        fr.turn.commands = ${talkspurt.languages.fr.turn.commands} ["ça suffit"]
        fr.model.keys = "[Touches : {keys}]"
        de.filler = ["Moment."]
        eo { goodbye = "Adiaŭ.", turn.commands = [haltu] }
        """);
    assertThat(files.words("fr-CA", "turn.commands")).contains("arrêtez", "ça suffit");
    assertThat(files.words("de", "filler")).containsExactly("Moment.");
    assertThat(files.text("de", "goodbye")).isPresent();
    assertThat(files.pack("fr").wording().of(Wording.Text.KEYS, "1 2"))
        .isEqualTo("[Touches : 1 2]");
    assertThat(files.words("eo", "turn.commands")).containsExactly("haltu");
    assertThat(files.complete("de")).isTrue();
    assertThat(files.complete("eo")).isFalse();
    assertThat(files.pack("eo").wording()).isEqualTo(files.pack("en").wording());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr.turn.comands = [x] | talkspurt.languages.fr.turn.comands does not exist (did you mean talkspurt.languages.fr.turn.commands?)",
        "fr.turn.commands = stop | talkspurt.languages.fr.turn.commands is \"stop\"; allowed: a list",
        "eo.hello = x | talkspurt.languages.eo.hello does not exist",
        "fr.model.keys = \"{kees}\" | talkspurt.languages.fr.model.keys names {kees} (did you mean keys?); allowed: [keys]"
      })
  void whatIsWrongNamesTheKey(String setting, String told) {
    assertThatThrownBy(() -> read(setting)).hasMessageContaining(told);
  }

  private LanguageFiles read(String languages) throws IOException {
    Path file = dir.resolve("talkspurt.conf");
    Files.writeString(file, "talkspurt.languages {\n" + languages + "\n}\n");
    return new LanguageFiles(new ConfigSection(
        SettingsReader.read(file, Map.of()).config().getConfig("talkspurt"), "talkspurt"));
  }
}
