package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.ProfilesOf;
import talkspurt.media.profile.Profile;

/** Which settings make another version of a profile, and what is shown of them. */
class ProfileSheetTest {

  private static final String OWN = """
      talkspurt.profiles.own {
        language = en, greeting { say = "Hello." }, apology = "Sorry."
        transcriber { kind = embedded }
        synthesizer { kind = command, voice = en-us }
        responder { kind = openai-chat, model = m, prompt = p, base-url = "http://127.0.0.1:1/v1" }
        tools.http.book { description = d, url = "http://127.0.0.1:1/book?tenant=7"
          parameters { type = object }, with { api_key = s3cret } }
      }
      """;

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  private Map<String, String> engine = Map.of("version", "1");

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("sheets");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void theSameSettingsAreTheSameVersionWhereverTheyStand() throws IOException {
    String version = version(OWN);
    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(version("# a comment\n\n" + OWN)).isEqualTo(version);
    Path other = Files.writeString(dir.resolve("other.conf"), OWN);
    assertThat(version("include file(\"" + other + "\")")).isEqualTo(version);
    assertThat(version(OWN + "talkspurt.profiles.own.transcriber { kind = embedded }"))
        .isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "talkspurt.profiles.own.responder.prompt = q",
        "talkspurt.profiles.own.responder.fallback { kind = webhook, url = \"http://127.0.0.1:1\" }",
        "talkspurt.profiles.own.greeting.say = \"Hi.\"",
        "talkspurt.profiles.own.turn.end-of-turn = 800ms",
        "talkspurt.profiles.own.synthesizer.voice = en-gb",
        "talkspurt.profiles.own.tools.http.book.description = e",
        "talkspurt.profiles.own.longest = 20m",
        "talkspurt.responders.openai-chat.max-tokens = 99",
        "talkspurt.synthesizers.command.rate-hz = 24000",
        "talkspurt.synthesizers.any.rests-after = 6",
        "talkspurt.turn.end-of-turn = 800ms",
        "talkspurt.turn.preset = noisy",
        "talkspurt.turn.backchannels.en = [mhm]",
        "talkspurt.filler.say.en = [\"Wait.\"]",
        "talkspurt.calls.longest = 30m",
        "talkspurt.time-zone = UTC",
        "talkspurt.profiles.own.vars.company = Acme",
        "talkspurt.calls.budget.per-call = 0.5",
        "talkspurt.profiles.own.budget.per-call = 0.5",
        "talkspurt.calls.goodbye.en = \"Bye.\"",
        "talkspurt.tools.pending-after = 6s",
        "talkspurt.profiles.own.responder.knowledge.files = [conf/examples/faq.md]",
      })
  void whateverShapesItsCallsMakesAnotherVersion(String setting) throws IOException {
    assertThat(version(OWN + setting)).isNotEqualTo(version(OWN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "talkspurt.turn.backchannels.de = [mhm]",
        "talkspurt.filler.say.de = [\"Warten.\"]",
        "talkspurt.calls.goodbye.de = \"Aus.\"",
        "talkspurt.calls.max = 7",
        "talkspurt.calls.budget.per-day = 3",
        "talkspurt.profiles.own.responder.price.per-million-output-tokens = 1",
        "talkspurt.synthesizers.command.price.per-million-characters = 1",
        "talkspurt.transcribers.vosk.chunk = 80ms",
        "talkspurt.profiles.own.tools.http.book.with.api_key = other",
      })
  void whatIsForOthersAndSecretsMakeNone(String setting) throws IOException {
    assertThat(version(OWN + setting)).isEqualTo(version(OWN));
  }

  @Test
  void documentsAreWhatIsInTheirFilesAndHowTheyAreSearched() throws IOException {
    Path file = Files.writeString(dir.resolve("faq.md"), "We are open.");
    String own = OWN + "talkspurt.profiles.own.responder.knowledge.files = [\"" + file + "\"]\n";
    String version = version(own);
    assertThat(version(own + "talkspurt.knowledge.passages = 5")).isNotEqualTo(version);
    assertThat(version(OWN + "talkspurt.knowledge.passages = 5")).isEqualTo(version(OWN));
    Files.writeString(file, "We are closed.");
    assertThat(version(own)).isNotEqualTo(version);
  }

  @Test
  void theEngineIsPartOfIt() throws IOException {
    String version = version(OWN);
    engine = Map.of("version", "2");
    assertThat(version(OWN)).isNotEqualTo(version);
  }

  @Test
  void aRecordingIsWhatIsInItsFile() throws IOException {
    Path wav = dir.resolve("welcome.wav");
    String played = OWN + "talkspurt.profiles.own { greeting = null, greeting { play = \"" + wav
        + "\", words = Hi } }";
    writeWav(wav, 8000);
    String silent = version(played);
    assertThat(version(played)).isEqualTo(silent);
    writeWav(wav, 8001);
    assertThat(version(played)).isNotEqualTo(silent);
  }

  @Test
  void eachValueIsShownWithItsPlaceAndSecretsAreNot() throws IOException {
    Map<String, ProfileSheet.Entry> entries = sheet(OWN).entries();
    assertThat(entries.get("responder.prompt"))
        .isEqualTo(new ProfileSheet.Entry("p", dir.resolve("own.conf") + ": 5"));
    assertThat(entries.get("responder.max-tokens"))
        .isEqualTo(new ProfileSheet.Entry("300", "default"));
    assertThat(entries.get("tools.http.book.with.api_key").value()).isEqualTo("***");
    assertThat(entries.get("tools.http.book.url").value()).isEqualTo("http://127.0.0.1:1/book…");
    assertThat(entries.toString()).doesNotContain("s3cret", "tenant");
    assertThat(sheet("").entries()).isEmpty();
  }

  /** Silence at 8000 Hz. */
  private static void writeWav(Path file, int samples) throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    Files.write(file, wav.array());
  }

  private String version(String text) throws IOException {
    Profile profile = read(text).profiles().byName().get("own");
    assertThat(profile.version()).isEqualTo(read(text).sheets().get("own").version());
    return profile.version();
  }

  private ProfileSheet sheet(String text) throws IOException {
    return read(text).sheets().getOrDefault("own", new ProfileSheet(new TreeMap<>()));
  }

  private ProfileReader read(String text) throws IOException {
    return ProfilesOf.text(kit.system(), dir, text, new ProviderStore().reading(), engine);
  }
}
