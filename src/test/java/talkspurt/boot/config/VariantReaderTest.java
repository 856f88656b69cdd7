package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.Variant;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;

/** What variants make of a profile, and which faults wrong ones are reported with. */
class VariantReaderTest {

  private static final String BASE = """
      talkspurt.profiles.own {
        language = en, greeting { say = "Hello." }, apology = "Sorry.", vars { company = Acme }
        transcriber { kind = embedded }
        synthesizer { kind = command, voice = en-us }
        responder { kind = openai-chat, model = m, prompt = p, base-url = "http://127.0.0.1:1/v1"
          fallback { kind = webhook, url = "http://127.0.0.1:1" } }
        tools.transfers { desk = "queues,desk,1" }
        longest = 20m
      }
      """;
  private static final String TWO = BASE + """
      talkspurt.profiles.own {
        experiment = "greeting-2026-12"
        variants {
          a { weight = 1 }
          b { weight = 3, greeting.say = "Hi, {{company}}.", responder.prompt = q, longest = 5m, vars.company = Bolt }
        }
      }
      """;

  private static final Metrics METRICS = Metrics.notExposed();
  private static ActorTestKit kit;
  private static EmbeddedProviders embedded;

  @TempDir
  Path dir;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("variants");
    embedded = EmbeddedProviders.create(
        SettingsReader.read(null, Map.of()).config().getConfig("talkspurt.embedded"));
  }

  @AfterAll
  static void stop() {
    embedded.close();
    kit.shutdownTestKit();
  }

  @Test
  void eachIsTheProfileWithTheKeysItNamesReplaced() throws IOException {
    Profile own = read(TWO).profiles().byName().get("own");
    Profile b = own.as(new Variant("greeting-2026-12", "b", false));
    assertThat(own.variants().orElseThrow().experiment().weights())
        .isEqualTo(Map.of("a", 1, "b", 3));
    assertThat(agent(b).greeting()).isEqualTo(new Prompt.Say("Hi, Bolt."));
    assertThat(b.limit().longest()).isEqualTo(Duration.ofMinutes(5));
    assertThat(agent(b).responder()).isNotSameAs(agent(own).responder());
    assertThat(agent(b).transcriber()).isSameAs(agent(own).transcriber());
    assertThat(b.version()).isEqualTo(own.version());
    assertThat(b.name()).isEqualTo("own");
    Profile a = own.as(new Variant("greeting-2026-12", "a", true));
    assertThat(agent(a).greeting()).isEqualTo(new Prompt.Say("Hello."));
    assertThat(agent(a).responder()).isSameAs(agent(own).responder());
    assertThat(own.as(new Variant("greeting-2026-12", "gone", false))).isSameAs(own);
    assertThat(own.as(Variant.NONE)).isSameAs(own);
  }

  @Test
  void whatIsOfAnotherKindIsTakenWholeAndNullTakesAway() throws IOException {
    Profile own = read(BASE + """
        talkspurt.profiles.own.variants {
          a { weight = 1, responder { kind = webhook, url = "http://127.0.0.1:2" } }
          b { weight = 1, tools = null, responder.fallback = null, greeting = null, greeting.say = "Hi." }
        }
        """).profiles().byName().get("own");
    Profile a = own.as(new Variant("own", "a", false));
    Profile b = own.as(new Variant("own", "b", false));
    assertThat(agent(a).tools().transfers()).isEqualTo(agent(own).tools().transfers());
    assertThat(agent(b).tools().offered()).isEmpty();
    assertThat(agent(b).greeting()).isEqualTo(new Prompt.Say("Hi."));
    assertThat(own.choose(UUID.randomUUID()).experiment())
        .as("the profile's name")
        .isEqualTo("own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "variants { a { weight = 1 }, b { weight = 1, dnids = [\"1\"] } } | own.variants.b.dnids is of the whole profile",
        "variants { a { weight = 1 }, b { weight = 1, max-calls = 2 } } | own.variants.b.max-calls is of the whole profile",
        "variants { a { weight = 1 }, b { weight = 1, budget.per-day = 2 } } | own.variants.b.budget is of the whole profile",
        "variants { a { weight = 1 }, b { weight = 1, variants {} } } | own.variants.b.variants is of the whole profile",
        "variants { a { weight = 1 }, b { weight = 1, prompt = x } } | own.variants.b.prompt is no key of a profile; allowed: responder.prompt",
        "variants { a { weight = 1 }, b { weight = 1, greting = x } } | own.variants.b.greting does not exist (did you mean greeting?)",
        "variants { a { weight = 1 }, b { weight = 1, max-keys = 99 } } | own.variants.b: max-keys is 99",
        "variants { a { weight = 1 }, b { weight = -1 } } | own.variants.b: weight is -1; allowed: 0 to 1000",
        "variants { a { weight = 1 }, b { weight = x } } | own.variants.b.weight is \"x\"; allowed: a whole number",
        "variants { a { weight = 1 }, b { } } | own.variants.b.weight is missing",
        "variants { a { weight = 1 }, b = 2 } | own.variants.b is 2; allowed: a block",
        "variants { a { weight = 1 } } | own: variants are [a]; allowed: 2 to 8",
        "variants { a { weight = 0 }, b { weight = 0 } } | own: variants all have weight 0",
        "variants = 2 | own.variants is 2; allowed: a block",
        "experiment = x | own.experiment names an experiment, and the profile has no variants",
        "experiment = \"a b\", variants { a { weight = 1 }, b { weight = 1 } } | own: experiment is 'a b'",
        "variants { a { weight = 1 }, b { weight = 1, greeting.say = \"{x}\" } } | own.variants.b.greeting.say names {x}",
      })
  void whatIsWrongIsToldWithItsPlace(String settings, String told) throws IOException {
    String text = BASE + "talkspurt.profiles.own { " + settings + " }";
    assertThat(faults(text))
        .as("once")
        .hasSize(1)
        .first()
        .asString()
        .contains("setting talkspurt.profiles." + told, "own.conf: 10");
  }

  @Test
  void aVariantThatIsWrongEndsTheStart() {
    assertThatThrownBy(() -> read(TWO.replace("weight = 3", "weight = 3, max-keys = 99")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("setting talkspurt.profiles.own.variants.b: max-keys is 99")
        .hasMessageContaining("own.conf: 14");
  }

  @Test
  void aFaultOfTheProfileIsNotToldForEachVariant() throws IOException {
    assertThat(faults(TWO.replace("longest = 20m", "max-keys = 99")
            .replace("weight = 1 }", "weight = 1, turn.preset = fst }")))
        .hasSize(2)
        .anySatisfy(fault -> assertThat(fault).contains("own: max-keys is", "own.conf: 8"))
        .anySatisfy(fault -> assertThat(fault).contains("variants.a.turn", "own.conf: 13"));
  }

  @Test
  void twoProfilesCannotHaveTheSameExperiment() {
    assertThatThrownBy(() -> read(TWO + "talkspurt.profiles.other = ${talkspurt.profiles.own}"))
        .hasMessageContaining("own.experiment are of the experiment greeting-2026-12, as those of"
            + " profile other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "talkspurt.profiles.own.variants.b.greeting.say = \"Hey.\"",
        "talkspurt.profiles.own.variants.b.weight = 4",
        "talkspurt.profiles.own.variants.a.turn.end-of-turn = 800ms",
        "talkspurt.profiles.own.variants.a.tools = null",
        "talkspurt.profiles.own.variants.c { weight = 0 }",
        "talkspurt.profiles.own.experiment = other",
        "talkspurt.profiles.own.responder.model = n",
      })
  void whateverDiffersInAVariantMakesAnotherVersion(String setting) throws IOException {
    assertThat(version(TWO + setting)).isNotEqualTo(version(TWO)).isNotEqualTo(version(BASE));
  }

  @Test
  void theSheetTellsWhatEachVariantHasOfItsOwn() throws IOException {
    SortedMap<String, ProfileSheet.Entry> entries =
        read(TWO).sheets().get("own").entries();
    assertThat(entries.keySet().stream().filter(key -> key.startsWith("variants")))
        .containsExactly(
            "variants.a.weight",
            "variants.b.greeting.say",
            "variants.b.longest",
            "variants.b.responder.prompt",
            "variants.b.vars.company",
            "variants.b.weight");
    assertThat(entries.get("variants.b.responder.prompt").value()).isEqualTo("q");
    assertThat(entries.get("variants.b.responder.prompt").origin()).endsWith("own.conf: 14");
    assertThat(entries.get("experiment").value()).isEqualTo("greeting-2026-12");
    assertThat(entries.get("greeting.say").value()).isEqualTo("Hello.");
  }

  @Test
  void theApiKnowsThemWithTheirLimits() throws IOException {
    var listed = read(TWO).directory().variants().get("own");
    assertThat(listed.experiment().name()).isEqualTo("greeting-2026-12");
    assertThat(listed.limits().get("b").longest()).isEqualTo(Duration.ofMinutes(5));
    assertThat(listed.limits().get("a").longest()).isEqualTo(Duration.ofMinutes(20));
    assertThat(read(BASE).directory().variants()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "greeting.say = \"Again after {last-call|long}?\" ! true",
        "responder.prompt = \"Calls: {{earlier-calls|unknown}}\" ! true",
        "variants.b.responder.prompt = \"{last-outcome|nothing}\" ! true",
        "vars.company = \"{last-call|}\" ! true",
        "greeting.say = \"Hi {callerId}, last-call.\" ! false",
      })
  void earlierCallsAreLookedUpWhereTheProfileNamesThem(String setting, boolean recalls)
      throws IOException {
    assertThat(read(TWO + "talkspurt.profiles.own." + setting).directory().recalls())
        .isEqualTo(recalls ? Set.of("own") : Set.of());
  }

  @Test
  void twoNodesThatReadTheSameSettingsChooseAlike() throws IOException {
    Profile one = read(TWO).profiles().byName().get("own");
    Profile other = read("# another file\n" + TWO).profiles().byName().get("own");
    Random ids = new Random(21);
    int ofB = 0;
    for (int call = 0; call < 2000; call++) {
      UUID id = new UUID(ids.nextLong(), ids.nextLong());
      Variant chosen = one.choose(id);
      assertThat(other.choose(id)).isEqualTo(chosen);
      ofB += chosen.name().equals("b") ? 1 : 0;
    }
    assertThat(ofB).as("3 of 4, within 4 standard deviations").isBetween(1500 - 77, 1500 + 77);
  }

  private static Profile.Agent agent(Profile profile) {
    return (Profile.Agent) profile.pipeline();
  }

  private String version(String text) throws IOException {
    return read(text).profiles().byName().get("own").version();
  }

  private ProfileReader read(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("own.conf"), text);
    return ProfileReader.read(
        SettingsReader.read(file, Map.of()), embedded, bot -> null, kit.system(), METRICS);
  }

  private List<String> faults(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("own.conf"), text);
    Faults faults = Faults.collected();
    ConfigSection root = SettingsReader.root(SettingsReader.read(file, Map.of(), faults), faults);
    ProfileReader.look(root, embedded, kit.system(), METRICS);
    return faults.all();
  }
}
