package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.boot.config.PrivacyReader.Transcript;
import talkspurt.privacy.CallKey;
import talkspurt.privacy.PrivacySettings;
import talkspurt.privacy.PrivacySettings.Journal;

class PrivacyReaderTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("KEY", "00".repeat(32), "SHORT", "00".repeat(16));

  private static PrivacySettings read(String block) {
    return PrivacyReader.settings(
        new ConfigSection(ConfigFactory.parseString(block), "talkspurt.privacy"), ENVIRONMENT);
  }

  @Test
  void readsTheFormOfTheJournalAndMasterKeys() {
    PrivacySettings settings =
        read("journal = plain, master-keys { key-id = a, keys { a { env = KEY } } }");
    assertThat(settings.journal()).isEqualTo(Journal.PLAIN);
    assertThat(settings.masters().current()).isEqualTo("a");
    assertThat(settings.masters().wrap("1", CallKey.random()).master()).isEqualTo("a");
  }

  @Test
  void withoutAMasterKeyCallsAreSealedAllTheSame() {
    PrivacySettings settings = read("journal = sealed, master-keys { key-id = \"\", keys {} }");
    assertThat(settings.journal()).isEqualTo(Journal.SEALED);
    assertThat(settings.masters().current()).isEmpty();
  }

  @Test
  void aProfileSaysWhatIsKeptOfWords() {
    assertThat(transcript("")).isEqualTo(Transcript.ON);
    assertThat(transcript("privacy { transcript = on }")).isEqualTo(Transcript.ON);
    assertThat(transcript("privacy { transcript = off }")).isEqualTo(Transcript.OFF);
    assertThat(transcript("privacy { transcript = redacted }")).isEqualTo(Transcript.REDACTED);
    assertThatThrownBy(() -> transcript("privacy { transcript = some }"))
        .hasMessageContaining(
            "talkspurt.profiles.p.privacy: transcript is some; allowed: on, redacted, off");
    assertThatThrownBy(() -> transcript("privacy { transcripts = off }"))
        .hasMessageContaining("transcripts");
  }

  private static Transcript transcript(String profile) {
    return PrivacyReader.transcript(
        new ConfigSection(ConfigFactory.parseString(profile), "talkspurt.profiles.p"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
    journal = on, master-keys { key-id = "", keys {} } | journal is on; allowed: sealed, plain
    journal = plain, master-keys { key-id = b, keys { a { env = KEY } } } | key-id is 'b'; allowed: one of keys, which are [a]
    journal = plain, master-keys { key-id = a, keys { a { env = SHORT } } } | keys.a is no key
    """)
  void tellsWhatIsWrong(String block, String fault) {
    assertThatThrownBy(() -> read(block)).hasMessageContaining(fault);
  }
}
