package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;
import talkspurt.http.MidCallRules;
import talkspurt.media.profile.Profile;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.mediastream.MediaStreamSettings;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.Interruption;

class BotProfileTest {

  private static final String BOT = "bot { kind = media-stream, url = \"ws://127.0.0.1:1/bot\"";

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  private final List<MediaStreamSettings> bots = new ArrayList<>();

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("bots", ConfigFactory.parseString("akka.loglevel = WARNING"));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void aBotIsAllAProfileNeeds() throws IOException {
    Profile profile = read("language = en, " + BOT + ", parameters { from = \"{callerId}\" },"
        + " headers { Authorization = \"Bearer x17\" } }");
    assertThat(((Profile.Bot) profile.pipeline()).apology()).isEmpty();
    assertThat(profile.turns().interruption().by()).isEqualTo(Interruption.By.NOTHING);
    assertThat(bots).hasSize(1);
    assertThat(bots.get(0).url().getPort()).isEqualTo(1);
    assertThat(bots.get(0).parameters()).isEqualTo(Map.of("from", "{callerId}"));
    assertThat(bots.get(0).toString()).contains("***").doesNotContain("x17");
  }

  @Test
  void itMayBeApologizedForAndInterrupted() throws IOException {
    Profile profile = read("language = en, apology = \"Sorry.\", synthesizer { kind = embedded },"
        + " turn { interruption = \"words:2\" }, " + BOT + ", interrupt = true }");
    assertThat(((Profile.Bot) profile.pipeline()).apology().orElseThrow().words())
        .isEqualTo("Sorry.");
    assertThat(profile.turns().interruption()).isEqualTo(Interruption.of("words:2"));
  }

  @Test
  void theGoodbyeIsSaidByTheProfilesVoiceOrByABotThatCanBeAsked() throws IOException {
    Profile voiced = read("language = en, longest = 5m, goodbye = Bye., apology = \"Sorry.\","
        + " synthesizer { kind = embedded }, " + BOT + " }");
    assertThat(voiced.limit().longest()).isEqualTo(Duration.ofMinutes(5));
    Profile.Goodbye said = ((Profile.Bot) voiced.pipeline()).goodbye().orElseThrow();
    assertThat(said.words()).isEqualTo("Bye.");
    assertThat(said.voice()).isPresent();
    Profile realtime = read("language = eo,"
        + " bot { kind = openai-realtime, url = \"ws://127.0.0.1:1/v1/realtime\" }");
    assertThat(((Profile.Bot) realtime.pipeline()).goodbye())
        .contains(new Profile.Goodbye("", Optional.empty()));
    Profile stream = read("language = eo, " + BOT + " }");
    assertThat(((Profile.Bot) stream.pipeline()).goodbye()).isEmpty();
  }

  @Test
  void ofABotThatTellsNoWordsATranscriberOverhearsCallers() throws IOException {
    String rest = "language = en, apology = \"Sorry.\", synthesizer { kind = embedded },"
        + " outbound { opt-out = [stop], opt-out-say = Bye }, ";
    String whisper =
        "transcriber { kind = whisper, base-url = \"http://127.0.0.1:1/v1\", api-key-env = \"\" }, ";
    Profile stream = read(rest + whisper + BOT + " }");
    assertThat(((Profile.Bot) stream.pipeline()).listener().orElseThrow().overhears())
        .isTrue();
    assertThat(stream.outbound().optOut().all()).hasSize(1);
    String realtime =
        "bot { kind = openai-realtime, url = \"ws://127.0.0.1:1/v1/realtime\", transcription-model = ";
    Profile telling = read(rest + whisper + realtime + "m }");
    assertThat(((Profile.Bot) telling.pipeline()).listener().orElseThrow().overhears())
        .isFalse();
    Profile silent = read(rest + whisper + realtime + "\"\" }");
    assertThat(((Profile.Bot) silent.pipeline()).listener().orElseThrow().overhears())
        .isTrue();
    assertThatThrownBy(() -> read(rest + BOT + " }"))
        .hasMessageContaining("allowed: opt-out-key alone, a transcriber beside the bot");
    assertThatThrownBy(() -> read(rest + "transcriber { kind = embedded }, " + BOT + " }"))
        .hasMessageContaining("allowed: opt-out-key alone, a transcriber beside the bot");
  }

  @Test
  void aRealtimeBotTakesWhatItDoesNotSayFromTheReference() throws IOException {
    Profile profile = read("language = en, tools { end-call = true }, turn { end-of-turn = 900ms },"
        + " bot { kind = openai-realtime, url = \"ws://127.0.0.1:1/v1/realtime\" }");
    Profile.Bot bot = (Profile.Bot) profile.pipeline();
    assertThat(bot.tools().offered()).hasSize(1);
    assertThat(profile.turns().interruption().by()).isEqualTo(Interruption.By.VOICE);
    assertThat(profile.turns().endOfTurn().usual().toMillis()).isEqualTo(900);
  }

  @Test
  void theRealtimeBotOfTheExamplesIsRead() throws IOException {
    String example = Files.readString(Path.of("conf/profiles/realtime-bot.conf"));
    String keyless = example.replaceAll("(?m)^.*api-key-env.*$", "");
    Path file = Files.writeString(
        dir.resolve("own.conf"), keyless + "\ntalkspurt.default-profile = realtime-bot");
    Settings settings = SettingsReader.read(file, Map.of());
    try (EmbeddedProviders embedded =
        EmbeddedProviders.create(settings.config().getConfig("talkspurt.embedded"))) {
      ProfileReader reader = ProfileReader.read(
          settings, embedded, made -> request -> null, kit.system(), new Metrics());
      assertThat(reader.profiles().standard().pipeline()).isInstanceOf(Profile.Bot.class);
      MidCallRules rules = reader.directory().rules().get("realtime-bot");
      assertThat(rules.toHint(true)).isEmpty();
      assertThat(rules.anyVoice()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "responder { kind = scripted }, BOT } | has both bot and responder",
        "transcriber { kind = embedded }, BOT } | has both bot and transcriber",
        "max-keys = 2, BOT } | has both bot and max-keys",
        "greeting { say = hi }, BOT } | has both bot and greeting",
        "goodbye = Bye, BOT } | has a goodbye and nobody to say it; allowed: goodbye with apology",
        "apology = \"Sorry.\", BOT } | has one of apology, synthesizer",
        "synthesizer { kind = embedded }, BOT } | has one of apology, synthesizer",
        "turn { end-of-turn = 1s }, BOT } | bot.interrupt is false",
        "BOT, interupt = true } | interupt does not exist",
        "BOT, parameters { a = [1] } } | parameters.a",
        "guardrails { forbidden = [] }, BOT } | has guardrails and a bot that tells no words",
        "guardrails { forbidden = [] }, bot { kind = openai-realtime } | has guardrails and a bot, but no voice",
        "agents { a { description = d, prompt = p } }, BOT } | has both agents and a bot of kind media-stream",
        "agents { a { description = d } }, bot { kind = openai-realtime } | agents.a.prompt is missing",
        "agents { a { description = d, prompt = p, tools = [sing] } }, bot { kind = openai-realtime } | agents.a.tools names sing",
        "agents { a { description = d, prompt = p, synthesizer {} } }, bot { kind = openai-realtime } | cannot change once",
        "start = b, agents { a { description = d, prompt = p } }, bot { kind = openai-realtime } | start is b",
        "tools { end-cal = true }, BOT } | tools.end-cal does not exist",
        "bot { kind = openai-realtime, url = \"ws://h?model=x\" } | url is not one of a Realtime",
        "bot { kind = openai-realtime, model = \"\" } | model is empty",
        "bot { kind = openai-realtime, turn-detection = theirs } | turn-detection is 'theirs'",
        "bot { kind = openai-realtime, renew-by = 10s } | renew-by is 10000 ms",
        "turn { interruption = \"words:2\" }, bot { kind = openai-realtime } | words:N",
        "turn { preset = manual }, bot { kind = openai-realtime } | end-of-turn-by = key",
        "bot { kind = openai-realtime, speed = 2 } | speed is 2.0",
        "bot { kind = openai-realtime, api-key-env = NO_SUCH_KEY } | names NO_SUCH_KEY",
        "bot { kind = openai-realtime, temperature = 1 } | temperature does not exist",
        "bot { kind = carrier-pigeon, url = \"ws://h\" } | kind is carrier-pigeon",
        "bot { kind = media-stream } | bot.url is missing",
        "bot { kind = media-stream, url = \"http://h\" } | url is not one of a bot",
        "bot { kind = media-stream, url = \"ws://h:x y\" } | url is not one",
      })
  void aMixtureIsRefusedInOneLine(String block, String complaint) {
    assertThatThrownBy(() -> read("language = en, " + block.replace("BOT", BOT)))
        .isInstanceOf(StartFailure.class)
        .message()
        .contains("talkspurt.profiles.mine", complaint, "allowed")
        .doesNotContain("\n");
  }

  private Profile read(String block) throws IOException {
    Path file = Files.writeString(
        dir.resolve("own.conf"),
        "talkspurt.default-profile = mine\ntalkspurt.profiles.mine { " + block + " }");
    Settings settings = SettingsReader.read(file, Map.of());
    try (EmbeddedProviders embedded =
        EmbeddedProviders.create(settings.config().getConfig("talkspurt.embedded"))) {
      return ProfileReader.read(
              settings,
              embedded,
              made -> {
                bots.add(made);
                return request -> null;
              },
              kit.system(),
              new Metrics())
          .profiles()
          .standard();
    }
  }
}
