package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.Conduct;
import talkspurt.fake.ProfilesOf;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;

class AgentsReaderTest {

  private static final String PROFILE = """
      talkspurt.profiles.own {
        language = en, greeting { say = "Hello." }, apology = "Sorry."
        transcriber { kind = embedded }, synthesizer { kind = embedded }
        responder { kind = openai-chat, model = m, prompt = p, base-url = "http://127.0.0.1:1/v1" }
        tools { end-call = true }
        %s
      }
      """;
  private static final String SALES = "sales { description = \"sells\", prompt = \"You sell.\" }";
  private static final String SCRIPT = """
      { kind = scripted, topics = [ { name = a, phrases = ["bill"], say = "Yes.", then = "%s" } ]
        not-understood = ["Sorry?"], on-silence = ["Hello?"], on-unknown-digits = "No."
        on-transfer-failed = "No." }""";

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("agents");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private Profile.Agent read(String more) throws IOException {
    return (Profile.Agent) ProfilesOf.text(kit.system(), dir, PROFILE.formatted(more))
        .profiles()
        .byName()
        .get("own")
        .pipeline();
  }

  private static Conduct conduct(String agent, int handoffs, int inARow) {
    return new Conduct(agent, "", Conduct.NONE.summary(), handoffs, inARow, List.of());
  }

  private static Agents.Member member(Profile.Agent agent, String name) {
    return agent.agents().member(conduct(name, 0, 0)).orElseThrow();
  }

  @Test
  void theProfilesOwnAgentBeginsAndMayHandOverToAll() throws IOException {
    Profile.Agent own = read("agents { " + SALES
        + ", support { description = \"mends\", prompt = \"You mend.\", handoff = [sales]"
        + ", greeting { say = \"Support here.\" }, tools { transfers { x = \"a,b,1\" } }"
        + ", turn { end-of-turn = 1s } } }");
    assertThat(own.agents().first()).isEqualTo("main");
    assertThat(own.tools().handoff().others())
        .isEqualTo(Map.of("sales", "sells", "support", "mends"));
    assertThat(member(own, "").name()).isEqualTo("main");
    Agents.Member sales = member(own, "sales");
    assertThat(sales.agent().tools().handoff().others()).isEqualTo(Map.of("support", "mends"));
    assertThat(sales.agent().tools().endCall()).as("those of the profile").isTrue();
    assertThat(sales.takesOver()).isEmpty();
    assertThat(sales.agent().responder()).isNotEqualTo(own.responder());
    assertThat(sales.agent().voice()).isEqualTo(own.voice());
    Agents.Member support = member(own, "support");
    assertThat(support.takesOver()).contains(new Prompt.Say("Support here."));
    assertThat(support.agent().tools().endCall()).isFalse();
    assertThat(support.turns().endOfTurn().usual()).isEqualTo(Duration.ofSeconds(1));
    assertThat(support.agent().tools().handoff().own()).isEqualTo("support");
  }

  @Test
  void oneWithADescriptionMayBeHandedBackTo() throws IOException {
    Profile.Agent own = read("agents { main { description = \"reception\" }, " + SALES + " }");
    assertThat(member(own, "sales").agent().tools().handoff().others())
        .isEqualTo(Map.of("main", "reception"));
    assertThat(own.tools().handoff().others()).isEqualTo(Map.of("sales", "sells"));
  }

  @Test
  void callsMayBeginWithAnother() throws IOException {
    Profile.Agent first = read("start = sales, agents { " + SALES
        + ", support { description = \"mends\", prompt = \"You mend.\" } }");
    assertThat(first.agents().first()).isEqualTo("sales");
    assertThat(first.tools().handoff().own()).isEqualTo("sales");
    assertThat(first.agents().members()).containsOnlyKeys("sales", "support");
  }

  @Test
  void howOftenACallerIsHandedOverHasALimit() throws IOException {
    Profile.Agent own = read("handoffs { per-turn = 1 }, agents { " + SALES + " }");
    assertThat(own.agents().perTurn()).isEqualTo(1);
    assertThat(own.agents().perCall()).isEqualTo(20);
    Conduct once = conduct("main", 1, 1);
    assertThat(own.agents().member(once).orElseThrow().agent().tools().handoff().others())
        .isEmpty();
    Conduct often = conduct("main", 20, 0);
    assertThat(
            own.agents().member(often).orElseThrow().agent().tools().handoff().others())
        .isEmpty();
    assertThat(own.agents()
            .member(once.callerHadATurn())
            .orElseThrow()
            .agent()
            .tools()
            .handoff())
        .isEqualTo(own.tools().handoff());
  }

  @Test
  void scriptsHandOverByATopic() throws IOException {
    Profile.Agent own = read("agents { " + SALES + ", bills { description = d, responder "
        + SCRIPT.formatted("handoff sales") + ", greeting { say = \"Bills.\" } } }");
    assertThat(own.phrases()).as("of all agents").contains("bill");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start = sales | start says something of agents, and there are none",
        "start = sale, agents { S } | start is sale (did you mean sales?); allowed: [sales]",
        "agents { sales { prompt = p } } | agents.sales.description is missing",
        "agents { sales { description = d } } | agents.sales: needs one of prompt, responder",
        "agents { sales { description = d, prompt = p, sing = 1 } } | agents.sales.sing does not exist",
        "agents { sales { description = d, prompt = \"{nobody}\" } } | agents.sales.prompt names {nobody}",
        "agents { sales { description = d, prompt = p, handoff = [sails] } } | agents.sales.handoff names sails",
        "agents { main { handoff = [sale] }, S } | agents.main.handoff names sale (did you mean sales?)",
        "start = sales, agents { main { description = d }, S } | agents.main never speaks",
        "handoffs { per-turn = 0 }, agents { S } | per-turn is 0",
        "handoffs { per-trun = 1 }, agents { S } | handoffs.per-trun does not exist",
        "agents { bills { description = d, responder X } } | agents.bills.greeting is missing",
        "agents { bills { description = d, greeting.say = b, responder Y } } | then is 'handoff sale'",
      })
  void whatIsWrongIsToldByItsKey(String more, String fault) {
    String written = more.replace("{ S }", "{ " + SALES + " }")
        .replace(", S }", ", " + SALES + " }")
        .replace("responder X", "responder " + SCRIPT.formatted("listen"))
        .replace("responder Y", "responder " + SCRIPT.formatted("handoff sale"));
    assertThatThrownBy(() -> read(written)).hasMessageContaining(fault);
  }
}
