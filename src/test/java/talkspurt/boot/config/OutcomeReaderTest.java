package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.outcome.Fill;
import talkspurt.outcome.Goal;
import talkspurt.outcome.OutcomePolicy;
import talkspurt.telemetry.Metrics;

class OutcomeReaderTest {

  private static final String CHAT =
      "responder { kind = openai-chat, base-url = \"http://127.0.0.1:1/v1\", model = m, prompt = p }\n";
  private static final String SCRIPTED = """
      responder { kind = scripted, topics = [
        { name = a, phrases = [a], say = A, then = hang-up, outcome { %s } } ] }
      """;
  private static final String SCHEMA =
      "schema { type = object, properties { day { type = string }, stars { type = integer, maximum = 5 } } }\n";

  private static ActorTestKit kit;

  @TempDir
  private Path dir;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("outcome-reader");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private static OutcomePolicy read(String profile) {
    ConfigSection root =
        new ConfigSection(SettingsReader.reference().getConfig("talkspurt"), "talkspurt");
    OutcomeReader reader = new OutcomeReader(
        kit.system(),
        root,
        new Metrics().providers(),
        new LanguageFiles(root),
        new ProviderStore().reading());
    return reader.read(
        new ConfigSection(ConfigFactory.parseString(profile), "talkspurt.profiles.own"));
  }

  @Test
  void aProfileThatSaysNothingAsksNobody() {
    assertThat(read(CHAT)).isSameAs(OutcomePolicy.NONE);
    OutcomePolicy empty = read(CHAT + "outcome {}");
    assertThat(empty.fill()).isEqualTo(Fill.IN_CALL);
    assertThat(empty.model()).isEmpty();
    assertThat(empty.webhook()).isEmpty();
  }

  @Test
  void allOfItIsRead() {
    OutcomePolicy policy = read(CHAT + "outcome {" + SCHEMA + """
        dispositions = [booked, lost], without-words = lost, fill = after-call
        goals { won = "disposition = booked", alone = solved-without-a-person }
        webhook { url = "http://127.0.0.1:1/told" } }
        """);
    assertThat(policy.form().dispositions()).containsExactly("booked", "lost");
    assertThat(policy.form().schema()).isPresent();
    assertThat(policy.goals()).extracting(Goal::name).containsExactly("alone", "won");
    assertThat(policy.withoutWords()).isEqualTo("lost");
    assertThat(policy.model()).isPresent();
    assertThat(policy.webhook()).isPresent();
    assertThat(read("bot { kind = openai-realtime }, outcome { fill = after-call,"
                + " model { kind = openai-chat, model = m } }")
            .model())
        .isPresent();
  }

  @Test
  void aSchemaMayStandInAFile() throws IOException {
    Path file = Files.writeString(dir.resolve("s.json"), "{\"type\":\"object\"}");
    assertThat(read("outcome.schema-file = \"" + file + "\"").form().schema())
        .isEqualTo(Optional.of("{\"type\":\"object\"}"));
    Files.writeString(file, "{");
    assertThatThrownBy(() -> read("outcome.schema-file = \"" + file + "\""))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("own.outcome: schema is no JSON");
  }

  @Test
  void whatAScriptedAgentTellsHasToFit() {
    String outcome = "outcome { dispositions = [booked]," + SCHEMA + "}";
    read(SCRIPTED.formatted("disposition = booked, fields { day = Monday }") + outcome);
    read(SCRIPTED.formatted("disposition = any"));
    assertThatThrownBy(() -> read(SCRIPTED.formatted("disposition = lost") + outcome))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("outcome cannot be told: disposition is \"lost\"; allowed: booked");
    assertThatThrownBy(() -> read(SCRIPTED.formatted("fields { stars = 6 }") + outcome))
        .hasMessageContaining("fields: $.stars");
    assertThatThrownBy(() -> read(SCRIPTED.formatted("fields { stars = 6 }")))
        .hasMessageContaining("allowed: null");
    assertThatThrownBy(() -> read(SCRIPTED.formatted("mood = good") + outcome))
        .hasMessageContaining("outcome.mood does not exist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "fill = sometimes | own.outcome: fill is sometimes; allowed: off, in-call, after-call",
        "goal = off | own.outcome.goal does not exist (did you mean goals?)",
        "dispositions = [\"a,b\"] | dispositions has 'a,b'; allowed: up to 64",
        "dispositions = booked | own.outcome.dispositions is \"booked\"; allowed: a list",
        "without-words = lost | without-words is 'lost'; allowed: one of dispositions, []",
        "schema { type = 7 } | schema is wrong: ",
        "schema { type = string } | schema needs type = object",
        "schema { type = object, properties.a.\"$ref\" = \"http://example.org/a\" } | schema refers to \"http://example.org/a\"; allowed: #/$defs/NAME",
        "schema { type = object }, schema-file = a | schema and schema-file are both there",
        "schema-file = \"/nowhere/s.json\" | schema-file is '/nowhere/s.json', which cannot be read",
        "goals { won = \"disposition = sold\" }, dispositions = [booked] | goals.won is 'disposition = sold': 'sold' is not one of the dispositions",
        "goals = won | own.outcome.goals is \"won\"; allowed: a block",
        "fill = after-call | fill is after-call, and the profile has no agent of kind openai-chat to ask; allowed: model {",
        "fill = after-call, model { kind = webhook } | own.outcome.model: kind is webhook; allowed: openai-chat",
        "fill = after-call, model { kind = openai-chat } | own.outcome.model.model is missing",
        "fill = after-call, model { kind = openai-chat, model = m, prompt = p } | own.outcome.model.prompt does not exist",
        "model { kind = openai-chat, model = m } | model is there, but fill is in-call",
        "webhook { } | own.outcome.webhook.url is missing",
        "webhook { url = \"ftp://a/\" } | own.outcome.webhook: url is 'ftp://a/'",
        "webhook { url = \"http://a/\", secret = b } | own.outcome.webhook.secret does not exist",
      })
  void whatIsWrongIsToldByItsKey(String block, String why) {
    assertThatThrownBy(() -> read("outcome { " + block + " }"))
        .isInstanceOf(StartFailure.class)
        .message()
        .contains("setting talkspurt.profiles.", why)
        .doesNotContain("\n");
  }
}
