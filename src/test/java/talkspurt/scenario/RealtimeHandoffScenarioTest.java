package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.CircuitBreaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeRealtime;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.media.profile.BotAgents;
import talkspurt.provider.Handoff;
import talkspurt.provider.realtime.RealtimeBot;

/** A bot of a Realtime server that is one agent after another. */
class RealtimeHandoffScenarioTest {

  private static final String WISH = "{\"to\":\"billing\",\"summary\":\"Wants a {refund}.\"}";

  private final CallScene scene = new CallScene().turns(Turns.SETTINGS).announce();
  private final FakeRealtime server = new FakeRealtime();
  private FakePhone phone;

  @BeforeEach
  void greeted() {
    CircuitBreaker breaker = CircuitBreaker.create(
        scene.world().system().classicSystem().scheduler(),
        20,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10));
    scene.bot(new RealtimeBot(
        RealtimeSettingsOf.settings(URI.create("ws://127.0.0.1:1/v1/realtime"), false, "ours"),
        server.opener(scene.world().system()),
        breaker,
        scene.world().clock(),
        scene.metrics().bots()));
    scene.among(new BotAgents(
        "main",
        Map.of(
            "main",
            new BotAgents.Member(
                "main",
                "You talk.",
                Optional.empty(),
                new Handoff("main", Map.of("billing", "bills"))),
            "billing",
            new BotAgents.Member(
                "billing",
                "You do bills.",
                Optional.of(List.of("end_call")),
                new Handoff("billing", Map.of()))),
        2,
        5));
    dial();
    answers("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    phone.pass(1000);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private void dial() {
    phone = scene.dial();
    phone.pass(100);
  }

  private void answers(String said, int ms) {
    server.session().says(said, ms).isDone();
    scene.world().settle();
  }

  private void handsOver() {
    phone.caller().says("A refund please", 800);
    phone.pass(1800);
    server.session().says("One moment.", 600).calls("call_1", "handoff", WISH).isDone();
    scene.world().settle();
    phone.passUntilHears("One moment.");
    phone.pass(1500);
  }

  private static List<String> tools(JsonNode update) {
    List<String> names = new ArrayList<>();
    update.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
    return names;
  }

  private static JsonNode last(List<JsonNode> all) {
    return all.get(all.size() - 1);
  }

  @Test
  void theSessionBecomesAnotherAgentsWhichSpeaksAtOnce() {
    JsonNode first = server.session().updates().get(0);
    assertThat(first.path("instructions").asText()).startsWith("You talk.");
    assertThat(tools(first)).contains("end_call", "transfer_call", "handoff");
    handsOver();
    JsonNode now = last(server.session().updates());
    assertThat(now.path("instructions").asText())
        .startsWith("You do bills.")
        .contains("Wants a (refund).")
        .contains("'main'");
    assertThat(tools(now)).containsExactly("end_call");
    assertThat(now.toString()).as("it stays").doesNotContain("\"voice\"");
    assertThat(last(server.session().wishes()).path("instructions").asText())
        .contains(LanguagePack.shipped("en").wording().of(Wording.Text.TAKE_OVER));
    answers("Billing here.", 600);
    phone.passUntilHears("Billing here.");
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.last(HandedOff.class).agent()).isEqualTo("billing");
    assertThat(Told.by(scene.metrics(), "talkspurt_handoffs", "billing")).isEqualTo(1);
    assertThat(server.errors()).isEmpty();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void onAnotherLineTheSameAgentGoesOn() {
    handsOver();
    answers("Billing here.", 600);
    phone.passUntilHears("Billing here.");
    phone.pass(1500);
    phone.hangUp();
    phone.pass(200);
    dial();
    assertThat(server.sessions()).hasSize(2);
    assertThat(server.session().updates().get(0).path("instructions").asText())
        .startsWith("You do bills.");
    assertThat(Told.by(scene.metrics(), "talkspurt_handoffs")).isEqualTo(1);
  }

  @Test
  void whoMayHandOverToNobodyIsToldSo() {
    handsOver();
    answers("Billing here.", 600);
    phone.passUntilHears("Billing here.");
    phone.pass(1500);
    phone.caller().says("Back please", 800);
    phone.pass(1800);
    server
        .session()
        .calls("call_2", "handoff", "{\"to\":\"main\",\"summary\":\"\"}")
        .isDone();
    scene.world().settle();
    assertThat(last(server.session().items()).path("output").asText())
        .contains("the caller cannot be handed over now");
    assertThat(scene.story()).containsOnlyOnce("HandedOff");
  }
}
