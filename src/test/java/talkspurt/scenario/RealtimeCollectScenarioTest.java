package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.Collects.ASK;
import static talkspurt.fake.Collects.CARD;

import akka.pattern.CircuitBreaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.TranscriptEntry;
import talkspurt.collect.Collect.Confirm;
import talkspurt.fake.CallScene;
import talkspurt.fake.Collects;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeRealtime;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.provider.realtime.RealtimeBot;

/** A bot of a Realtime server whose callers are asked for a card by the engine. */
class RealtimeCollectScenarioTest {

  private static final String MASK = "•••• (card)";

  private final CallScene scene =
      new CallScene().apologizes().collects(Collects.card(Confirm.NONE, false)).announce();
  private final FakeRealtime server = new FakeRealtime();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void theBotHearsNothingMeanwhileAndPaysByAReference() {
    dial();
    server.session().says("I take your card.", 600);
    server.session().calls("call_1", "collect", "{\"name\":\"card\"}").isDone();
    scene.world().settle();
    phone.passUntilHears(ASK);
    assertThat(items())
        .singleElement()
        .satisfies(item ->
            assertThat(item.path("output").asText()).contains("The caller is being asked."));
    int wishes = server.session().wishes().size();
    phone.passUntilQuiet();
    int heard = server.session().appendedMs();
    phone.caller().says("4539 5787 6362 1486", 2000);
    phone.pass(3000);
    for (char key : (CARD + "#").toCharArray()) {
      phone.press(key);
      phone.pass(200);
    }
    assertThat(server.session().appendedMs()).as("sound for the bot").isEqualTo(heard);
    assertThat(items()).hasSize(2);
    assertThat(items().get(1).path("content").path(0).path("text").asText())
        .isEqualTo(
            "[What came of collect: {\"collected\":\"card\",\"ref\":\"[card]\",\"tool\":\"pay\","
                + "\"argument\":\"number\"}]");
    assertThat(server.session().wishes()).hasSize(wishes + 1);
    server.session().calls("call_2", "pay", "{\"number\":\"[card]\"}").isDone();
    scene.world().settle();
    phone.pass(200);
    assertThat(scene.tools().sent()).containsExactly("{\"number\":\"" + CARD + "\"}");
    scene.tools().returns("pay", "{\"paid\":\"" + CARD + "\"}");
    scene.world().settle();
    assertThat(scene.last(ToolReturned.class).outcome()).isEqualTo("{\"paid\":\"" + MASK + "\"}");
    server.session().says("It is paid.", 600).isDone();
    scene.world().settle();
    phone.passUntilHears("It is paid.");
    phone.passUntilQuiet();
    assertThat(scene.state().file().transcript().stream()
            .filter(line -> line.speaker() == TranscriptEntry.Speaker.CALLER)
            .map(line -> line.words().text()))
        .containsExactly("Pay please", MASK);
    assertThat(server.received().toString()).doesNotContain(CARD).doesNotContain("4539");
    assertThat(server.errors()).isEmpty();
    assertThat(scene.door().refused()).isEmpty();
  }

  private void dial() {
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
    phone = scene.dial();
    phone.pass(100);
    server.session().says("Welcome.", 600).isDone();
    scene.world().settle();
    phone.passUntilHears("Welcome.");
    phone.pass(1000);
    phone.caller().says("Pay please", 800);
    phone.pass(1800);
  }

  private List<JsonNode> items() {
    return server.session().items();
  }
}
