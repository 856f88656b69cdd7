package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.provider.Responder;

/** A reply is prepared before the caller's turn is over, and heard only if it was. */
class SpeculationScenarioTest {

  private final CallScene scene =
      new CallScene().turns(Turns.likely(200)).askedAhead().announce();
  private FakePhone phone;

  @AfterEach
  void end() {
    assertThat(scene.door().refused()).isEmpty();
    scene.close();
  }

  private void greeted() {
    scene.responder().to("what are your hours", "From nine.", "To five.");
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
  }

  private double speculated(String outcome) {
    return Told.by(scene.metrics(), "talkspurt_speculation", outcome);
  }

  @Test
  void aReplyIsReadyWhenTheTurnIsOver() {
    scene.responder().thinks(Duration.ofMillis(500));
    greeted();
    phone.caller().says("what are your hours", 1000);
    phone.pass(1000 + 660);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    phone.pass(60);
    assertThat(phone.hearsNow()).contains("From nine.");
    phone.passUntilQuiet();
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.responder().asked().get(0).ahead()).isTrue();
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("what are your hours");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("From nine. To five.");
    assertThat(speculated("taken")).isEqualTo(1);
    assertThat(speculated("thrown")).isZero();
  }

  @Test
  void itKnowsWhatAReplyOtherwiseKnows() {
    greeted();
    phone.caller().says("what are your hours", 1000);
    phone.passUntilHears("To five.");
    phone.passUntilQuiet();
    scene.responder().to("thanks", "You are welcome.");
    phone.caller().says("thanks", 600);
    phone.passUntilHears("You are welcome.");
    Responder.Request ahead = scene.responder().asked().get(1);
    assertThat(ahead.ahead()).isTrue();
    assertThat(ahead.turn()).isEqualTo(2);
    assertThat(ahead.history())
        .extracting("words")
        .containsExactly(
            CallScene.GREETING, "what are your hours", "From nine. To five.", "thanks");
  }

  @Test
  void itIsThrownAwayUnheardWhenTheCallerGoesOn() {
    scene
        .responder()
        .to("what are your hours", "Wrong.")
        .to("what are your hours tomorrow", "Right.");
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("what are your hours", 1000).waits(500).says("tomorrow", 600);
    phone.pass(1000 + 400);
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.synthesizer().asked()).endsWith("Wrong.");
    phone.passUntilHears("Right.");
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "Right.");
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "SegmentPlayed",
            "GreetingPlayed",
            "CallerSaid",
            "SegmentPlayed",
            "ReplyPlayed");
    assertThat(speculated("taken")).isEqualTo(1);
    assertThat(speculated("thrown")).isPositive();
  }

  @Test
  void itIsThrownAwayUnheardWhenTheWordsAreOthersInTheEnd() {
    scene.responder().to("what are your flowers", "Roses.");
    greeted();
    scene.transcriber().tellsInTheEnd("what are your flowers");
    phone.caller().says("what are your hours", 1000);
    phone.passUntilHears("Roses.");
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "Roses.");
    assertThat(speculated("taken")).isZero();
    assertThat(speculated("thrown")).isEqualTo(1);
  }

  @Test
  void otherLettersAndStopsAreNoOtherWords() {
    greeted();
    scene.transcriber().tellsInTheEnd("What are your hours?");
    phone.caller().says("what are your hours", 1000);
    phone.passUntilHears("From nine.");
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("What are your hours?");
    assertThat(speculated("taken")).isEqualTo(1);
  }

  @Test
  void aKeyThrowsItAway() {
    scene.responder().to("key 1", "One.");
    greeted();
    phone.caller().says("what are your hours", 1000);
    phone.pass(1400);
    phone.press('1');
    phone.passUntilHears("One.");
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "One.");
    assertThat(speculated("thrown")).isEqualTo(1);
  }

  @Test
  void noToolRunsBeforeTheTurnIsOver() {
    scene.responder().to("book", "I book.").uses("book", "book", "{\"day\":\"Monday\"}");
    greeted();
    phone.caller().says("book", 800);
    phone.pass(800 + 680);
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.tools().run()).isEmpty();
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    assertThat(scene.story()).containsSubsequence("CallerSaid", "ToolRequested");
    scene.tools().returns("book", "It is booked.");
    phone.passUntilHears("It is booked.");
    assertThat(scene.tools().run()).hasSize(1);
  }

  @Test
  void noToolEverRunsForAReplyThatIsThrownAway() {
    scene.responder().to("book").uses("book", "book", "{}");
    scene.responder().to("bye", "Goodbye.").thenTool("bye", "end_call", Map.of());
    greeted();
    phone.caller().says("book", 800).waits(500).says("nothing", 600);
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    phone.caller().says("bye", 800).waits(500).says("bye", 600).waits(400).says("no", 600);
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    assertThat(scene.tools().run()).isEmpty();
    assertThat(scene.story()).doesNotContain("ToolRequested", "CallEnded");
    assertThat(scene.doing()).isEqualTo("Listening");
  }

  @Test
  void aCallerWhoPausesOftenCostsThreeRequestsATurnAtMost() {
    greeted();
    for (String word : List.of("one", "two", "three", "four", "five", "six", "seven")) {
      phone.caller().says(word, 400).waits(500);
    }
    phone.passUntilHears("Sorry?");
    assertThat(scene.responder().asked()).hasSize(3 + 1);
    assertThat(speculated("thrown")).isEqualTo(3);
  }

  @Test
  void theJournalIsWaitedForWhileTheAgentThinks() {
    scene.responder().thinks(Duration.ofMillis(1000));
    greeted();
    scene.door().takes(Duration.ofMillis(1000));
    scene.transcriber().partials(false);
    phone.caller().says("what are your hours", 1000);
    phone.pass(1000 + 700 + 100 + 1000 - 40);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    phone.pass(120);
    assertThat(phone.hearsNow()).contains("From nine.");
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.responder().asked().get(0).ahead()).isFalse();
  }

  @Test
  void nothingIsHeardBeforeTheTurnIsInTheJournal() {
    greeted();
    scene.door().takes(Duration.ofMillis(2000));
    phone.caller().says("what are your hours", 1000);
    phone.pass(1000 + 700 + 1900);
    assertThat(scene.story()).doesNotContain("CallerSaid");
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    phone.passUntilHears("From nine.");
    assertThat(scene.story()).contains("CallerSaid");
  }

  @Test
  void anAgentThatFailsAheadIsApologisedForOnlyIfTheTurnIsOver() {
    scene.responder().thenFails("bad");
    greeted();
    phone.caller().says("bad", 800).waits(500).says("boy", 600);
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).doesNotContain(CallScene.APOLOGY);
    phone.caller().says("bad", 800);
    phone.passUntilHears(CallScene.APOLOGY);
  }

  @Test
  void aLineThatIsLostWhileAReplyIsPreparedIsAnsweredOnTheNext() {
    greeted();
    scene.door().takes(Duration.ofMillis(300));
    phone.caller().says("what are your hours", 1000);
    phone.pass(1000 + 700 + 160);
    phone.hangUp();
    phone.pass(1000);
    phone = scene.dial();
    phone.passUntilHears("To five.");
    assertThat(phone.heardWords()).containsExactly("From nine.", "To five.");
  }

  @Test
  void anAgentThatMayNotBeAskedAheadIsNot() {
    try (CallScene other = new CallScene().turns(Turns.likely(200)).announce()) {
      FakePhone caller = other.dial();
      caller.passUntilHears(CallScene.GREETING);
      caller.passUntilQuiet();
      caller.caller().says("hello", 800).waits(500).says("hello", 800);
      caller.pass(800 + 500 + 800 + 680);
      assertThat(other.responder().asked()).isEmpty();
      caller.passUntilHears("Sorry?");
      assertThat(other.responder().asked()).hasSize(1);
      assertThat(other.responder().asked().get(0).ahead()).isFalse();
    }
  }
}
