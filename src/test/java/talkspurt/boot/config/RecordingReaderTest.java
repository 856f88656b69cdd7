package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.provider.Toolbox;
import talkspurt.recording.BucketSettings;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.RecordingKeys;
import talkspurt.recording.RecordingSettings;

class RecordingReaderTest {

  @TempDir
  Path folder;

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

  @ParameterizedTest
  @CsvSource({"on, TRACED", "redacted, LEFT_OUT", "off, LEFT_OUT"})
  void tracesHaveNoWordsWhereTheTranscriptIsNotKeptAsItWas(
      String transcript, RecordingPolicy.Words words) {
    String block = "{ mode = on }, privacy { transcript = " + transcript + " }";
    assertThat(policy(block, AGENT))
        .isEqualTo(new RecordingPolicy(Mode.ON, "", Optional.empty(), words));
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
    RecordingSettings standard =
        settings("folder = \"\", format = wav, queue = 5s, min-free-mib = 100");
    assertThat(standard.folder()).isEqualTo(Path.of("/data/recordings"));
    assertThat(standard.format()).isEqualTo(RecordingFormat.WAV);
    assertThat(standard.minFreeBytes()).isEqualTo(100L << 20);
    assertThat(standard.keys()).isEqualTo(RecordingKeys.NONE);
    assertThat(settings("folder = /rec/x/.., format = flac, queue = 5s, min-free-mib = 1")
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
    assertThatThrownBy(() -> settings(text)).hasMessageContaining(told);
  }

  private static final String STANDARD = """
      encryption { key-id = "", keys {} }, trace = on, tracks = 2
      store {
        kind = folder, endpoint = "", bucket = "", region = us-east-1, prefix = "", path-style = no
        access-key-env = "", secret-key-env = "", delete-local-after = 0s, multipart-mib = 64
      }
      """;

  private static RecordingSettings settings(String text) {
    return settings(text, Map.of());
  }

  private static RecordingSettings settings(String text, Map<String, String> environment) {
    return section("talkspurt.recording", STANDARD + text)
        .check(block -> RecordingReader.settings(block, Path.of("/data"), environment));
  }

  private static RecordingKeys keys(String encryption, Map<String, String> environment) {
    return settings(
            "folder = \"\", format = wav, queue = 5s, min-free-mib = 1, encryption " + encryption,
            environment)
        .keys();
  }

  @Test
  void keysAreInTheEnvironmentOrInFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "0f".repeat(32) + "\n");
    RecordingKeys keys = keys(
        "{ key-id = \"2026-11\", keys { 2026-11 { env = REC_KEY }, old { file = \"" + file
            + "\" } } }",
        Map.of("REC_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    assertThat(keys.current()).contains("2026-11");
    assertThat(keys.all()).containsOnlyKeys("2026-11", "old");
    assertThat(keys.all().get("2026-11")[31]).isEqualTo((byte) 31);
    assertThat(keys.all().get("old")).containsOnly((byte) 15).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ key-id = a, keys {} } | talkspurt.recording.encryption: key-id is 'a', which is not in keys",
        "{ key-id = \"\", keys { a { env = SHORT } } } | keys.a is no key; allowed: env or file with 32 bytes",
        "{ key-id = \"\", keys { a { env = WRONG } } } | keys.a is no key",
        "{ key-id = \"\", keys { a {} } } | keys.a is no key",
        "{ key-id = \"\", keys { a { env = NONE } } } | talkspurt.recording.encryption.keys.a.env names NONE, which is not set",
        "{ key-id = \"\", keys { a { file = /nowhere } } } | keys.a.file names /nowhere, which cannot be read",
        "{ key-id = \"\", keys { a { evn = SHORT } } } | keys.a.evn does not exist",
        "{ key-id = \"\", keys { a b { env = SHORT } } } | keys has the id 'a b'",
      })
  void whatIsNoKeyIsTold(String encryption, String told) {
    assertThatThrownBy(
            () -> keys(encryption, Map.of("SHORT", "AAEC", "WRONG", "no such key, neither")))
        .hasMessageContaining(told);
  }

  private static Optional<BucketSettings> bucket(String store) {
    return settings(
            "folder = \"\", format = wav, queue = 5s, min-free-mib = 1, store " + store,
            Map.of("ID", "id", "SECRET", "s3cret"))
        .bucket();
  }

  @Test
  void aBucketIsReadWithItsKeys() {
    assertThat(bucket("{}")).isEmpty();
    BucketSettings aws = bucket(
            "{ kind = s3, bucket = calls, access-key-env = ID, secret-key-env = SECRET }")
        .orElseThrow();
    assertThat(aws.endpoint()).hasToString("https://s3.us-east-1.amazonaws.com");
    assertThat(aws.secret()).isEqualTo("s3cret");
    assertThat(aws.deleteLocalAfter()).contains(java.time.Duration.ZERO);
    BucketSettings own = bucket("{ kind = s3, bucket = calls, access-key-env = ID"
            + ", secret-key-env = SECRET, endpoint = \"http://127.0.0.1:9000\", path-style = yes"
            + ", prefix = \"a/\", delete-local-after = never }")
        .orElseThrow();
    assertThat(own.place("x")).isEqualTo("s3://calls/a/x");
    assertThat(own.pathStyle()).isTrue();
    assertThat(own.deleteLocalAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ kind = ftp } | talkspurt.recording.store: kind is 'ftp'; allowed: folder, s3",
        "{ kind = s3, access-key-env = ID, secret-key-env = SECRET } | bucket is ''",
        "{ kind = s3, bucket = calls, access-key-env = ID } | secret-key is missing",
        "{ kind = s3, bucket = calls, secret-key-env = NONE } | secret-key-env names NONE, which is not set",
        "{ kind = s3, bucket = calls, delete-local-after = soon } | delete-local-after",
        "{ kind = s3, bucket = calls, access-key-env = ID, secret-key-env = SECRET, endpoint = \"ftp://x\" } | endpoint is 'ftp://x'",
      })
  void whatIsNoBucketIsTold(String store, String told) {
    assertThatThrownBy(() -> bucket(store)).hasMessageContaining(told);
  }
}
