package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.stt.FallbackTranscriber;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

class TranscriberReaderTest {

  private static final Config SETTINGS = ConfigFactory.load(ConfigFactory.empty());
  private static final EmbeddedProviders EMBEDDED =
      EmbeddedProviders.create(SETTINGS.getConfig("talkspurt.embedded"));

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("reader", ConfigFactory.parseString("akka.loglevel = WARNING"));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
    EMBEDDED.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind = embedded",
        "kind = vosk",
        "kind = vosk, url = \"wss://stt.example:2700/\", phrases-only = true, fallback { kind = embedded }",
        "kind = whisper, base-url = \"https://stt.example/v1\", api-key-env = PATH",
        "kind = deepgram-flux, api-key-env = PATH",
        "kind = whisper",
        "kind = openai-realtime, api-key-env = PATH",
        "kind = deepgram, api-key-env = PATH, fallback { kind = vosk, fallback { kind = vosk, fallback { kind = embedded } } }",
      })
  void whatIsNamedIsMade(String block) {
    assertThat(read(block)).isInstanceOf(FallbackTranscriber.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind = sphinx | p.transcriber.kind is sphinx | embedded, openai-realtime, vosk",
        "kind = vosk, url = \"http://a\" | url is 'http://a' | ws://…",
        "kind = vosk, url = \"ws://a?b=c\" | url is 'ws://a?b=c' | without a query",
        "kind = vosk, url = \"ws://u:p@a\" | url is 'ws://u:p@a' | or a password",
        "kind = vosk, ulr = \"ws://a\" | p.transcriber.ulr does not exist | url",
        "kind = vosk, sample-rate = 11025 | sample-rate is 11025 | 8000",
        "kind = vosk-model | model is '', which names nothing | alphacephei.com/vosk/models",
        "kind = vosk-model, model = /nowhere | model is '/nowhere', which does not exist | the folder of a model",
        "kind = vosk-model, modle = /nowhere | p.transcriber.modle does not exist | model",
        "kind = vosk, chunk = 2s | chunk is 2000 ms | 20 to 500 ms",
        "kind = vosk, max-unanswered = 0 | max-unanswered is 0 | 1 to 100",
        "kind = vosk, reconnects = many | p.transcriber.reconnects is | a whole number",
        "kind = whisper, base-url = \"ws://a\" | base-url is 'ws://a' | http://…",
        "kind = openai-realtime, sample-rate = 16000 | sample-rate is 16000 | 24000",
        "kind = openai-realtime, noise-reduction = far | noise-reduction is far | far_field",
        "kind = whisper, retries = 9 | retries is 9 | 0 to 5",
        "kind = whisper, api-key-env = NO_SUCH_KEY | p.transcriber.api-key-env names NO_SUCH_KEY | a variable of the environment",
        "kind = deepgram, api-key-env = PATH, model = \"\" | model is empty | nova-3",
        "kind = deepgram, api-key-env = PATH, parameters = [tier] | parameters has 'tier' | name=value",
        "kind = deepgram, api-key-env = NO_SUCH_KEY | p.transcriber.api-key-env names NO_SUCH_KEY | a variable of the environment",
        "kind = deepgram | p.transcriber needs a key | api-key-env",
        "kind = deepgram, api-key-file = \"/nowhere\" | p.transcriber.api-key-file names /nowhere | a file that holds",
        "kind = vosk, fallback { kind = none } | p.transcriber.fallback.kind is none | embedded",
        "kind = embedded, fallback { kind = vosk, fallback { kind = vosk, fallback { kind = vosk, fallback { kind = vosk } } } } | is one too many | 3 in a row",
      })
  void whatIsWrongIsToldInOneLine(String block, String wrong, String allowed) {
    assertThatThrownBy(() -> read(block))
        .isInstanceOf(StartFailure.class)
        .message()
        .contains(wrong, "allowed", allowed)
        .doesNotContain("\n", System.getenv("PATH"));
  }

  @Test
  void theEmbeddedOneIsFoundWhereverItIsInAChain() {
    assertThat(TranscriberReader.asksEmbedded(section("kind = embedded"))).isTrue();
    assertThat(TranscriberReader.asksEmbedded(section("kind = vosk"))).isFalse();
    assertThat(TranscriberReader.asksEmbedded(
            section("kind = vosk, fallback { kind = vosk, fallback { kind = embedded } }")))
        .isTrue();
  }

  @Test
  void aKeyIsTakenFromAFileAndIsNotPrinted() throws IOException {
    Path file = Files.writeString(dir.resolve("key"), "s3cret\n");
    Secret secret = SecretReader.secret(section("api-key-file = \"" + file + "\""), "api-key")
        .orElseThrow();
    assertThat(secret.text()).isEqualTo("s3cret");
    assertThat(secret).hasToString("***");
  }

  private static Object read(String block) {
    TranscriberReader reader = new TranscriberReader(
        new ConfigSection(SETTINGS.getConfig("talkspurt"), "talkspurt"),
        EMBEDDED,
        kit.system(),
        new Metrics(),
        new ProviderStore().reading());
    return reader.read(section(block));
  }

  private static ConfigSection section(String block) {
    return new ConfigSection(ConfigFactory.parseString(block), "p.transcriber");
  }
}
