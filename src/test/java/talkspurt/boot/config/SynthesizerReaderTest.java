package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.FakeVoiceServer;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Speaking;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;

class SynthesizerReaderTest {

  private static final Config DEFAULTS = ConfigFactory.load();
  private static ActorTestKit kit;
  private static EmbeddedProviders embedded;

  @TempDir
  Path dir;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create(
        "voices", ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(DEFAULTS));
    embedded = EmbeddedProviders.create(DEFAULTS.getConfig("talkspurt.embedded"));
  }

  @AfterAll
  static void end() {
    embedded.close();
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = embedded",
        "kind = embedded, voice = kevin",
        "kind = command",
        "kind = command, program = [\"flite\", \"-t\", \"{text}\", \"-o\", \"/dev/stdout\"]",
        "kind = openai",
        "kind = openai, url = \"http://127.0.0.1:8880/v1/\", api-key-env = \"\", output = wav",
        "kind = elevenlabs, voice = abc, stability = 0.4",
        "kind = elevenlabs, transport = http, model = eleven_v3",
        "kind = elevenlabs, dictionaries = [ { id = d1, version = v1 } ]",
        "kind = deepgram, rests-after = 2",
        "kind = piper, lexicon { \"Dr. No\" = 007, ACME { say = ack me, ipa = ækmi }, b { ipa = b } }",
        "kind = embedded, lexicon { gif = jif }, read = spelled",
        "kind = embedded, read = words",
        "kind = command, lexicon { a { espeak = \"'eI\" } }",
        "kind = command, markup = ssml, lexicon { a { ipa = eɪ } }",
        "kind = elevenlabs, model = eleven_flash_v2, lexicon { \"a b\" { ipa = a b }, c { arpabet = S IY1 } }",
        "kind = piper, fallback { kind = command, fallback { kind = embedded } }",
      })
  void everyKindIsMade(String block) {
    assertThat(read(block).synthesizer()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind = festival | kind is festival; allowed: [command, deepgram, elevenlabs, embedded, openai, piper]",
        "kind = any | kind is any; allowed",
        "kind = piper, read = aloud | read is aloud; allowed: plain, spelled, words",
        "kind = piper, lexicon { a = [b] } | synthesizer.lexicon.a is no text; allowed: a text, or { say, ipa, arpabet",
        "kind = piper, lexicon { a { sya = b } } | synthesizer.lexicon.a has [sya]; allowed: say, ipa, arpabet, espeak",
        "kind = piper, lexicon { a { say = \" \" } } | synthesizer.lexicon.a 'a' says nothing; needed: say, ipa, arpabet or espeak",
        "kind = piper, lexicon { a { ipa = A } } | synthesizer.lexicon.a ipa is 'A', in which 'A' is no IPA",
        "kind = piper, lexicon { a { sampa = a } } | synthesizer.lexicon.a has [sampa]; allowed: say, ipa, arpabet",
        "kind = piper, lexicon { a { arpabet = AA1 } } | lexicon.a has arpabet, and this voice takes none of it; needed: say",
        "kind = embedded, lexicon { \"a b\" { ipa = a } } | lexicon.\"a b\" has ipa, and this voice takes none of it",
        "kind = piper, lexicon { a { ipa = a } }, fallback { kind = embedded } | fallback.lexicon.a has ipa, and this",
        "kind = elevenlabs, lexicon { a { ipa = a } } | lexicon.a has ipa, and this voice takes none of it",
        "kind = elevenlabs, model = eleven_flash_v2, lexicon { \"a b\" { ipa = ab } } | lexicon.\"a b\" has ipa",
        "kind = command, markup = html | markup is html; allowed: auto, none, espeak, espeak-ssml, piper, ssml",
        "kind = openai, modle = x | setting talkspurt.profiles.p.synthesizer.modle does not exist",
        "kind = openai, url = \"ftp://h\" | url is not one; allowed: http://HOST",
        "kind = openai, url = \"http://u:secret@h\" | url is not one; allowed: http://HOST",
        "kind = openai, api-key-env = NO_SUCH | synthesizer.api-key-env names NO_SUCH, which is not set",
        "kind = openai, api-key-file = \"/k\" | has both api-key-env and api-key-file",
        "kind = deepgram, api-key-env = \"\" | needs a key; allowed: one of [api-key-env, api-key-file]",
        "kind = deepgram, transport = tcp | transport is tcp; allowed: websocket, http",
        "kind = deepgram, rate-hz = many | synthesizer.rate-hz is",
        "kind = command, output = mp3 | output is mp3; allowed: wav, pcm",
        "kind = command, rests-after = 0 | rests-after is 0; allowed: 1 to 1000",
        "kind = embedded, cache { } | synthesizer.cache does not exist",
        "kind = command, cache { directory = x, max-megabytes = 0 } | synthesizer.cache: max-megabytes is 0",
        "kind = command, prompts = [ { words = Hi } ] | synthesizer.prompts.play is missing",
        "kind = elevenlabs, dictionaries = [ { id = d1 } ] | synthesizer.dictionaries.version is missing",
        "kind = elevenlabs, dictionaries = [ { id = d1, version = \"v 1\" } ] | version is 'v 1'",
        "kind = piper, fallback { kind = festival } | synthesizer.fallback: kind is festival",
        "kind = piper, fallback { kind = piper, fallback { kind = piper, fallback { kind = piper } } } | 3 voices",
      })
  void whatIsWrongIsToldInOneLine(String block, String told) {
    assertThatThrownBy(() -> read(block))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(told)
        .message()
        .doesNotContain("\n", "secret");
  }

  @Test
  void aVoiceOfABlockSpeaksWithItsKeyAndItsCacheAndItsFallback() throws IOException {
    Path key = Files.writeString(dir.resolve("key"), " sk-file\n");
    try (FakeVoiceServer server = new FakeVoiceServer(kit.system())) {
      Voice voice = read("""
          kind = openai, url = "%s", api-key-env = "", api-key-file = "%s", retries = 0
          cache { directory = "%s", max-megabytes = 1 }
          fallback { kind = embedded }
          """.formatted(server.url(), key, dir.resolve("cache")));
      server.speaks(new byte[] {1, 2});
      assertThat(Speaking.samples(Speaking.of(voice.synthesizer(), "Hello.", kit.system())))
          .containsExactly(0x0201);
      assertThat(
              server.asked().request().getHeader("Authorization").orElseThrow().value())
          .isEqualTo("Bearer sk-file");
      kit.createTestProbe().awaitAssert(() -> {
        try (var files = Files.list(dir.resolve("cache"))) {
          assertThat(files.filter(file -> file.toString().endsWith(".wav"))).hasSize(1);
        } catch (IOException unreadable) {
          throw new AssertionError(unreadable);
        }
        return null;
      });
      assertThat(Speaking.samples(Speaking.of(voice.synthesizer(), "Hello.", kit.system())))
          .containsExactly(0x0201);
      server.answers(FakeVoiceServer.status(500));
      assertThat(Speaking.samples(Speaking.of(voice.synthesizer(), "Bye.", kit.system())).length)
          .isGreaterThan(4000);
    }
  }

  @Test
  void aVoiceIsGivenNumbersInWordsAndWordsOfTheLexicon() throws IOException {
    try (FakeVoiceServer server = new FakeVoiceServer(kit.system())) {
      Voice voice = read("""
          kind = piper, url = "%s", read = words, lexicon { ACME { say = ack me, ipa = ækmi } }
          """.formatted(server.url()));
      server.speaks(new byte[] {1, 2});
      Speaking.of(voice.synthesizer(), "ACME [[x]] costs €12.50.", kit.system());
      assertThat(server.asked().body())
          .contains("[[ ækmi ]] ((x)) costs twelve euros and fifty cents.");
    }
  }

  @Test
  void profilesThatSayTheSameShareAVoiceAndOthersHaveNamesOfTheirOwn() {
    SynthesizerReader reader = reader();
    Voice first = reader.read(block("kind = command, program = [\"no-such-program\"]"));
    Voice same = reader.read(block("program = [\"no-such-program\"], kind = command"));
    Voice other = reader.read(block("kind = command, program = [\"no-other\"]"));
    assertThat(same.synthesizer()).isSameAs(first.synthesizer());
    assertThat(Speaking.failure(Speaking.of(first.synthesizer(), "Hi", kit.system()))
            .provider())
        .isEqualTo("command");
    assertThat(Speaking.failure(Speaking.of(other.synthesizer(), "Hi", kit.system()))
            .provider())
        .isEqualTo("command-2");
  }

  private Voice read(String block) {
    return reader().read(block(block));
  }

  private static ConfigSection block(String block) {
    return new ConfigSection(ConfigFactory.parseString(block), "talkspurt.profiles.p.synthesizer");
  }

  private static SynthesizerReader reader() {
    Map<String, String> environment =
        Map.of("OPENAI_API_KEY", "sk-1", "ELEVENLABS_API_KEY", "xi-1", "DEEPGRAM_API_KEY", "dg-1");
    ConfigSection root = new ConfigSection(DEFAULTS.getConfig("talkspurt"), "talkspurt");
    ProviderStore.Reading made = new ProviderStore().reading();
    made.prices(PriceRules.read(root));
    return new SynthesizerReader(root, embedded, kit.system(), new Metrics(), environment, made);
  }
}
