package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.CircuitBreaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.WrapUpBegan;
import talkspurt.call.EndReason;
import talkspurt.call.TimeLimit;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakeCallDoor;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeRealtime;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.realtime.RealtimeBot;

/** Calls of 60 s whose agent is told 20 s before, by counted time. */
class LongestCallScenarioTest {

  private static final String GOODBYE = "Goodbye.";
  private static final TimeLimit MINUTE =
      new TimeLimit(Duration.ofSeconds(60), Duration.ofSeconds(20));
  private static final URI NOWHERE = URI.create("ws://127.0.0.1:1/v1/realtime");

  private final CallScene scene = new CallScene().limit(MINUTE);
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void listening() {
    phone = scene.announce().dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.pass(500);
  }

  private long sinceAnswered(Class<? extends CallEvent> kind) {
    LineAttached answered = (LineAttached) scene.door().events(CallScene.CALL).stream()
        .filter(LineAttached.class::isInstance)
        .findFirst()
        .orElseThrow();
    return Duration.between(answered.at(), scene.last(kind).at()).toMillis();
  }

  private long now() {
    return Duration.between(
            scene.last(LineAttached.class).at(), scene.world().instants().instant())
        .toMillis();
  }

  private void passUntilSecond(double second) {
    phone.pass((int) (second * 1000 - now()));
  }

  private void endsByTime() {
    if (now() < 55_000) {
      passUntilSecond(55);
    }
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.LONGEST_REACHED);
    assertThat(sinceAnswered(CallEnded.class)).isBetween(55_000L, 70_000L);
    assertThat(scene.door().refused()).isEmpty();
    phone.hangUp();
    phone.pass(1000);
    assertThat(scene.story()).endsWith("CallEnded");
  }

  // ---- transcriber, agent and synthesizer

  @Test
  void aSilentCallerHearsTheGoodbyeAndTheCallEnds() {
    listening();
    endsByTime();
    assertThat(phone.heardWords()).endsWith("Our time is up.", GOODBYE);
    assertThat(sinceAnswered(WrapUpBegan.class)).isBetween(40_000L, 40_100L);
    assertThat(sinceAnswered(LongestReached.class)).isBetween(60_000L, 60_100L);
    assertThat(scene.story())
        .endsWith(
            "LongestReached",
            "GoodbyeBegan",
            "SegmentPlayed",
            "SegmentPlayed",
            "ReplyPlayed",
            "CallEnded");
  }

  @Test
  void theAgentIsToldWithItsNextTurn() {
    listening();
    passUntilSecond(20);
    phone.caller().says("hours", 800);
    phone.passUntilHears("Sorry?");
    passUntilSecond(45);
    phone.caller().says("hours", 800);
    phone.passUntilHears("Sorry?");
    List<Responder.Request> asked = scene.responder().asked();
    assertThat(asked.get(0).timeLeft()).isEmpty();
    assertThat(asked.get(asked.size() - 1).timeLeft().orElseThrow())
        .isBetween(Duration.ofSeconds(11), Duration.ofSeconds(15));
    endsByTime();
  }

  @Test
  void aReplyThatIsBeingSaidIsNotBrokenByWhatTheAgentIsTold() {
    String story =
        "This is a very long sentence that goes on and on and on for more than the agent has";
    scene.responder().to("story", story);
    listening();
    passUntilSecond(37);
    phone.caller().says("story", 800);
    phone.passUntilHears(story);
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).endsWith(story);
    assertThat(scene.story()).doesNotContain("FloorYielded");
    assertThat(now()).isGreaterThan(40_000);
  }

  @Test
  void whatIsBeingSaidAtTheEndIsSaidBeforeTheGoodbye() {
    scene.responder().to("hours", "From nine to five.");
    listening();
    passUntilSecond(58);
    phone.caller().says("hours", 400);
    endsByTime();
    assertThat(phone.heardWords()).endsWith("From nine to five.", "Our time is up.", GOODBYE);
  }

  @Test
  void aReplyThatGoesOnForLongIsCutAtTheEndOfItsSentence() {
    String[] sentences = new String[30];
    for (int at = 0; at < sentences.length; at++) {
      sentences[at] = "This is sentence number " + at + " of a story.";
    }
    scene.responder().to("story", sentences);
    listening();
    passUntilSecond(57);
    phone.caller().says("story", 400);
    endsByTime();
    List<String> heard = phone.heardWords();
    assertThat(heard).endsWith("Our time is up.", GOODBYE).hasSizeLessThan(16);
    String last = ((CallEvent.FloorYielded) scene.door().events(CallScene.CALL).stream()
            .filter(CallEvent.FloorYielded.class::isInstance)
            .findFirst()
            .orElseThrow())
        .heard()
        .text();
    assertThat(last).endsWith("of a story.");
    assertThat(sinceAnswered(CallEvent.FloorYielded.class)).isGreaterThanOrEqualTo(63_000);
  }

  @Test
  void aReplyThatDoesNotComeIsNotWaitedFor() {
    listening();
    passUntilSecond(57);
    int before = phone.heardWords().size();
    scene.responder().thinks(Duration.ofSeconds(30));
    phone.caller().says("hours", 400);
    endsByTime();
    assertThat(phone.heardWords()).hasSize(before + 2).endsWith("Our time is up.", GOODBYE);
    assertThat(sinceAnswered(CallEnded.class)).isLessThan(65_000);
  }

  @Test
  void theCallerWhoSpeaksOrPressesKeysDoesNotStopTheGoodbye() {
    listening();
    passUntilSecond(59.5);
    phone.caller().says("wait wait I have more to ask", 4000);
    passUntilSecond(61);
    phone.press('1');
    endsByTime();
    assertThat(phone.heardWords()).endsWith("Our time is up.", GOODBYE);
    assertThat(scene.story()).doesNotContain("FloorYielded", "CallerInterrupted");
  }

  @Test
  void aTransferThatWasDecidedHappens() {
    Map<String, String> sales = Map.of("destination", "sales,100,1");
    scene
        .responder()
        .to("sales", "I connect you to the sales department now and wish you a nice day.")
        .thenTool("sales", "transfer_call", sales);
    listening();
    passUntilSecond(58);
    phone.caller().says("sales", 400);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.doing()).isEqualTo("Transferring");
    assertThat(sinceAnswered(LongestReached.class)).isBetween(60_000L, 60_100L);
    assertThat(phone.heardWords()).doesNotContain(GOODBYE);
    phone.hangUp();
    phone.pass(20_000);
    assertThat(scene.doing()).isEqualTo("Transferring");
  }

  @Test
  void whoComesBackFromATransferOfTheLastSecondsHearsTheGoodbye() {
    Map<String, String> sales = Map.of("destination", "sales,100,1");
    scene.responder().to("sales", "I connect you.").thenTool("sales", "transfer_call", sales);
    listening();
    passUntilSecond(58);
    phone.caller().says("sales", 400);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(sinceAnswered(LongestReached.class)).isBetween(60_000L, 60_100L);
    phone.hangUp();
    phone.pass(20_000);
    phone = scene.dial();
    phone.passUntil("hung up", phone::hungUp);
    assertThat(phone.heardWords()).containsExactly("Our time is up.", GOODBYE);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.LONGEST_REACHED);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallStartThatComesAfterItsLineMayLiftTheLimit() {
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    scene.limit(TimeLimit.NONE).announce();
    passUntilSecond(75);
    assertThat(phone.hungUp()).isFalse();
    assertThat(scene.story()).doesNotContain("WrapUpBegan", "LongestReached", "CallEnded");
  }

  @Test
  void theRestOfTheTimeHoldsOnAnotherLine() {
    listening();
    passUntilSecond(30);
    phone.hangUp();
    phone.pass(1000);
    phone = scene.dial();
    endsByTime();
    assertThat(phone.heardWords()).endsWith("Our time is up.", GOODBYE);
    assertThat(sinceAnswered(LongestReached.class)).isBetween(60_000L, 60_100L);
  }

  @Test
  void theLineIsReleasedThoughTheCallHearsNothing() {
    listening();
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    passUntilSecond(69);
    scene.door().forgetLive(CallScene.CALL);
    assertThat(phone.hungUp()).isFalse();
    phone.passUntil("hung up", phone::hungUp);
    assertThat(now()).isBetween(70_000L, 71_000L);
  }

  // ---- bots

  @Test
  void aBotWithoutAVoiceOfTheProfileHasItsLineReleasedInOrder() {
    FakeBot bot = scene.bot();
    phone = scene.announce().dial();
    phone.pass(100);
    bot.opens().says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    passUntilSecond(59);
    bot.says("It is nine o'clock.", 2000);
    endsByTime();
    assertThat(phone.heardWords()).endsWith("It is nine o'clock.");
    assertThat(phone.heard().get(phone.heard().size() - 1).ms()).isBetween(1960, 2000);
    assertThat(bot.told()).contains(new Input.WrapUp(Duration.ofSeconds(20)));
  }

  @Test
  void aBotOfAProfileWithAVoiceFallsSilentAndTheVoiceSaysGoodbye() {
    FakeBot bot = scene.apologizes().bot();
    phone = scene.announce().dial();
    phone.pass(100);
    bot.opens().says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    passUntilSecond(59);
    bot.says("A very long story.", 20_000);
    passUntilSecond(59.5);
    phone.press('1');
    endsByTime();
    assertThat(phone.heardWords()).endsWith("A very long story.", CallScene.GOODBYE);
    assertThat(bot.closed()).isEqualTo(1);
  }

  @Test
  void aRealtimeBotIsToldInTimeAndAskedToSayGoodbye() {
    FakeRealtime server = realtime();
    passUntilSecond(41);
    JsonNode note = server.session().items().get(server.session().items().size() - 1);
    assertThat(note.path("role").asText()).isEqualTo("system");
    assertThat(note.path("content").path(0).path("text").asText()).contains("in 20 seconds");
    passUntilSecond(60.5);
    List<JsonNode> wishes = server.session().wishes();
    assertThat(wishes).hasSize(2);
    assertThat(wishes.get(1).path("instructions").asText()).contains("Say goodbye");
    assertThat(wishes.get(1).path("tool_choice").asText()).isEqualTo("none");
    server.session().says("Goodbye then.", 900).isDone();
    endsByTime();
    assertThat(phone.heardWords()).endsWith("Goodbye then.");
    assertThat(server.errors()).isEmpty();
  }

  @Test
  void aRealtimeBotThatHasBegunToThinkSaysGoodbyeInstead() {
    FakeRealtime server = realtime();
    passUntilSecond(57);
    phone.caller().says("What time is it", 800);
    passUntilSecond(60.5);
    server.session().says("Goodbye then.", 900).isDone();
    endsByTime();
    assertThat(phone.heardWords()).endsWith("Goodbye then.");
    assertThat(server.errors()).isEmpty();
  }

  @Test
  void aRealtimeBotThatTalksOnIsCutAtTheEndOfASentence() {
    FakeRealtime server = realtime();
    passUntilSecond(56);
    phone.caller().says("Tell me a story", 800);
    passUntilSecond(58.5);
    server.session().says("There was a king. He had a daughter. She had a frog. It sang.", 20_000);
    server.session().isDone();
    phone.passUntil("cut", () -> scene.story().contains("FloorYielded"));
    assertThat(scene.last(CallEvent.FloorYielded.class).heard().text()).endsWith(".");
    phone.pass(200);
    server.session().says("Goodbye then.", 900).isDone();
    endsByTime();
    assertThat(phone.heardWords()).endsWith("Goodbye then.");
    assertThat(server.errors()).isEmpty();
  }

  @Test
  void aRealtimeBotThatSaysNothingIsEndedTenSecondsLater() {
    realtime();
    endsByTime();
    assertThat(sinceAnswered(CallEnded.class)).isBetween(69_900L, 70_000L);
  }

  private FakeRealtime realtime() {
    FakeRealtime server = new FakeRealtime();
    CircuitBreaker breaker = CircuitBreaker.create(
        scene.world().system().classicSystem().scheduler(),
        20,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10));
    scene
        .botSaysGoodbye()
        .bot(new RealtimeBot(
            RealtimeSettingsOf.settings(NOWHERE, false, "ours"),
            server.opener(scene.world().system()),
            breaker,
            scene.world().clock(),
            scene.metrics().bots()));
    phone = scene.announce().dial();
    phone.pass(100);
    server.session().says("Welcome.", 600).isDone();
    scene.world().settle();
    phone.passUntilHears("Welcome.");
    phone.pass(1000);
    assertThat(scene.doing()).isEqualTo("Listening");
    return server;
  }
}
