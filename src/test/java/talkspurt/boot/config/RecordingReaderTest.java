package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.provider.Toolbox;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.RecordingSettings;

class RecordingReaderTest {

  private static final Profile.Bot BOT =
      new Profile.Bot(null, Optional.empty(), Toolbox.empty(), Optional.empty());

  private static Profile.Agent greeting(Prompt greeting) {
    return new Profile.Agent(
        greeting,
        null,
        null,
        null,
        List.of(),
        null,
        false,
        null,
        1,
        Toolbox.empty(),
        Filler.none(),
        Optional.empty());
  }

  private static final Profile.Agent AGENT =
      greeting(new Prompt.Say("Welcome. This call is recorded. How can I help you?"));

  private static ConfigSection section(String path, String text) {
    return new ConfigSection(ConfigFactory.parseString(text), path);
  }

  private static RecordingPolicy policy(String block, Profile.Pipeline pipeline) {
    return RecordingReader.policy(
        section("talkspurt.profiles.own", "recording " + block), pipeline);
  }

  @ParameterizedTest
  @CsvSource({"off, OFF", "on, ON", "after-consent, AFTER_CONSENT"})
  void modesAreRead(String written, Mode mode) {
    assertThat(policy("{ mode = " + written + " }", AGENT))
        .isEqualTo(new RecordingPolicy(mode, ""));
    assertThat(policy("{ mode = " + written + " }", BOT)).isEqualTo(new RecordingPolicy(mode, ""));
  }

  @Test
  void withoutABlockNothingIsRecorded() {
    assertThat(RecordingReader.policy(section("talkspurt.profiles.own", ""), AGENT))
        .isEqualTo(RecordingPolicy.OFF);
  }

  @Test
  void anAnnouncementIsPartOfTheGreeting() {
    String block = "{ mode = announced, announcement = \"This call is recorded.\" }";
    RecordingPolicy wanted = new RecordingPolicy(Mode.ANNOUNCED, "This call is recorded.");
    assertThat(policy(block, AGENT)).isEqualTo(wanted);
    Prompt played = new Prompt.Play(AudioFrame.silence(8000), "Hi. This call is recorded.");
    assertThat(policy(block, greeting(played))).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ mode = sometimes } | talkspurt.profiles.own.recording: mode is 'sometimes'; allowed: off, on, announced",
        "{ mode = announced } | announcement is '', which the greeting does not hold",
        "{ mode = announced, announcement = \"We record.\" } | announcement is 'We record.'",
        "{ mode = on, announcement = \"This call is recorded.\" } | but mode is on",
        "{ mode = on, fomat = wav } | fomat",
        "{ } | mode is missing",
      })
  void otherwiseTheKeyIsNamed(String block, String told) {
    assertThatThrownBy(() -> policy(block, AGENT)).hasMessageContaining(told);
  }

  @Test
  void aBotHasNoGreetingToAnnounceItIn() {
    assertThatThrownBy(() -> policy("{ mode = announced, announcement = x }", BOT))
        .hasMessageContaining("allowed with a bot: off, on, after-consent");
  }

  @Test
  void filesAreBelowTheFolderOfDataUnlessAnotherIsNamed() {
    RecordingSettings standard = RecordingReader.settings(
        section(
            "talkspurt.recording", "folder = \"\", format = wav, queue = 5s, min-free-mib = 100"),
        Path.of("/data"));
    assertThat(standard.folder()).isEqualTo(Path.of("/data/recordings"));
    assertThat(standard.format()).isEqualTo(RecordingFormat.WAV);
    assertThat(standard.minFreeBytes()).isEqualTo(100L << 20);
    assertThat(RecordingReader.settings(
                section(
                    "talkspurt.recording",
                    "folder = /rec/x/.., format = flac, queue = 5s, min-free-mib = 1"),
                Path.of("/data"))
            .folder())
        .isEqualTo(Path.of("/rec"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "folder = \"\", format = mp3, queue = 5s, min-free-mib = 1 | format is 'mp3'; allowed: flac, wav",
        "folder = \"\", format = wav, queue = 5ms, min-free-mib = 1 | queue",
        "folder = \"\", format = wav, queue = 5s, min-free-mib = 0 | min-free-mib",
      })
  void settingsOutOfBoundsAreNamed(String text, String told) {
    assertThatThrownBy(() -> section("talkspurt.recording", text)
            .check(block -> RecordingReader.settings(block, Path.of("/data"))))
        .hasMessageContaining(told);
  }
}
