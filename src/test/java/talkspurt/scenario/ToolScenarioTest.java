package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.Destination;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor.Mood;
import talkspurt.fake.FakePhone;
import talkspurt.media.profile.Filler;
import talkspurt.provider.Responder;
import talkspurt.provider.ToolResult;

class ToolScenarioTest {

  private final CallScene scene = new CallScene().announce();
  private FakePhone phone;

  @BeforeEach
  void agentKnowsHowToBook() {
    scene
        .responder()
        .to("book", "Let me see.")
        .uses("book", "book", "{\"day\":\"Monday\",\"at\":{\"hour\":9}}");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private void greeted() {
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
  }

  private void asks(String words) {
    phone.caller().says(words, 800);
    phone.passUntil("is asked", () -> scene.doing().equals("Speaking"));
  }

  @Test
  void aToolIsJournalledBeforeItRunsAndWhenItReturns() {
    greeted();
    asks("book");
    phone.passUntilHears("Let me see.");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    ToolRequested requested = scene.last(ToolRequested.class);
    assertThat(requested.name()).isEqualTo("book");
    assertThat(requested.arguments()).isEqualTo(Map.of("day", "Monday", "at", "{\"hour\":9}"));
    assertThat(scene.tools().run().get(0).key()).isEqualTo(requested.key());
    assertThat(scene.tools().run().get(0).variables()).containsEntry("callerId", "+441234");
    scene.tools().returns("book", "It is booked.");
    phone.passUntilHears("It is booked.");
    phone.passUntilQuiet();
    assertThat(scene.last(ToolReturned.class).key()).isEqualTo(requested.key());
    assertThat(scene.last(ToolReturned.class).outcome()).isEqualTo("It is booked.");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("Let me see. It is booked.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void theNextRequestKnowsWhatTheToolTold() {
    greeted();
    asks("book");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    scene.tools().returns("book", "It is booked.");
    phone.passUntilHears("It is booked.");
    phone.passUntilQuiet();
    asks("thanks");
    phone.passUntilHears("Sorry?");
    List<Responder.ToolRun> used = scene.responder().asked().get(1).used();
    assertThat(used).hasSize(1);
    assertThat(used.get(0).afterLine()).isEqualTo(2);
    assertThat(used.get(0).outcome()).contains("It is booked.");
  }

  @Test
  void aToolThatTakesLongIsPendingAndItsOutcomeIsToldWhenItComes() {
    scene.responder().to("silence 1", "By the way, you are booked in.");
    greeted();
    asks("book");
    phone.passUntilHears(new ToolResult.Pending().told());
    assertThat(scene.story()).doesNotContain("ToolReturned");
    phone.passUntilQuiet();
    scene.tools().returns("book", "It is booked.");
    phone.pass(400);
    assertThat(scene.last(ToolReturned.class).outcome()).isEqualTo("It is booked.");
    assertThat(phone.hearsNow()).contains("By the way, you are booked in.");
    assertThat(scene.responder().asked().get(1).used().get(0).outcome()).contains("It is booked.");
    phone.passUntilQuiet();
    asks("thanks");
    phone.passUntilHears("Sorry?");
    assertThat(scene.tools().run()).hasSize(1);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void anOutcomeThatComesWhileTheCallerIsToldToWaitIsToldAfterThat() {
    scene.responder().to("silence 1", "By the way, you are booked in.");
    greeted();
    asks("book");
    phone.passUntilHears(new ToolResult.Pending().told());
    scene.tools().returns("book", "It is booked.");
    phone.passUntilHears("By the way, you are booked in.");
    assertThat(phone.heard().get(phone.heard().size() - 2).ms())
        .isEqualTo(talkspurt.fake.FakeSynthesizer.lengthMs(new ToolResult.Pending().told()));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whatWasSaidInAWaitIsNoPartOfTheAnswerThatIsTakenUpAgain() {
    scene.filler(new Filler(Duration.ofMillis(1500), List.of("One moment, please."), 6));
    scene.responder().to("hours", "From nine.", "To five.").thinks(Duration.ofMillis(2500));
    greeted();
    asks("hours");
    phone.passUntilHears("To five.");
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilHears("To five.");
    assertThat(phone.heardWords()).containsExactly("One moment, please.", "To five.");
  }

  @Test
  void aToolGoesOnWhenTheCallerBreaksIn() {
    greeted();
    asks("book");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    phone.caller().says("operator please now", 1200);
    phone.passUntilHears("Sorry?");
    scene.tools().returns("book", "It is booked.");
    phone.pass(100);
    assertThat(scene.last(ToolReturned.class).outcome()).isEqualTo("It is booked.");
    assertThat(phone.heardWords()).doesNotContain("It is booked.");
  }

  @Test
  void aToolThatReturnsAfterTheCallerHasHungUpIsInTheJournal() {
    greeted();
    asks("book");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    phone.hangUp();
    phone.pass(200);
    scene.tools().returns("book", "It is booked.");
    phone.pass(200);
    assertThat(scene.last(ToolReturned.class).outcome()).isEqualTo("It is booked.");
  }

  @Test
  void aLineThatComesBackDoesNotRunAgainWhatItDoesNotKnowTheOutcomeOf() {
    greeted();
    asks("book");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    phone.hangUp();
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilHears(new ToolResult.Unknown().told());
    assertThat(scene.tools().run()).hasSize(1);
    Responder.Request again = scene.responder().asked().get(1);
    assertThat(again.used().get(0).known()).isFalse();
    assertThat(again.used().get(0).outcome()).isEmpty();
  }

  @Test
  void aLineThatComesBackIsToldWhatTheToolHasToldMeanwhile() {
    greeted();
    asks("book");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    phone.hangUp();
    phone.pass(200);
    scene.tools().returns("book", "It is booked.");
    phone.pass(200);
    phone = scene.dial();
    phone.passUntilHears("It is booked.");
    assertThat(scene.tools().run()).hasSize(1);
  }

  @Test
  void aJournalThatDoesNotAnswerRunsNothing() {
    greeted();
    scene.responder().to("late");
    scene.responder().uses("late", "book", "{}");
    asks("late");
    assertThat(scene.tools().run()).hasSize(1);
    phone.hangUp();
    phone.pass(200);
    scene.door().mood(Mood.HEARS_NOTHING);
    FakePhone other = scene.dial();
    other.pass(2000);
    assertThat(scene.tools().run()).hasSize(1);
  }

  @Test
  void anAnswerOfTheJournalThatGetsLostRunsTheToolOnce() {
    greeted();
    scene.responder().thinks(Duration.ofMillis(400));
    asks("book");
    scene.door().mood(Mood.HEARS_AND_DOES_NOT_ANSWER);
    phone.pass(1500);
    assertThat(scene.story()).contains("ToolRequested");
    assertThat(scene.tools().run()).isEmpty();
    scene.door().mood(Mood.ANSWERS);
    phone.pass(1000);
    assertThat(scene.tools().run()).hasSize(1);
    scene.tools().returns("book", "It is booked.");
    phone.passUntilHears("It is booked.");
    assertThat(scene.story().stream().filter("ToolRequested"::equals)).hasSize(1);
  }

  @Test
  void theSameAskedForTwiceInATurnRunsOnce() {
    scene.responder().uses("book", "book", "{\"at\":{\"hour\":9},\"day\":\"Monday\"}");
    greeted();
    asks("book");
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    scene.tools().returns("book", "It is booked.");
    phone.passUntil("is heard twice", () -> scene.story().contains("ReplyPlayed"));
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo("Let me see. It is booked. It is booked.");
    assertThat(scene.tools().run()).hasSize(1);
  }

  @Test
  void aToolThatIsNotThereAndWrongArgumentsAreTold() {
    scene.responder().to("sing").uses("sing", "sing", "{}").uses("sing", "book", "Monday");
    greeted();
    asks("sing");
    phone.passUntil("is told", () -> scene.story().contains("ReplyPlayed"));
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .contains("there is no tool called sing")
        .contains("no JSON object");
    assertThat(scene.tools().run()).isEmpty();
    assertThat(scene.story()).doesNotContain("ToolRequested");
  }

  @Test
  void aTransferIsToAPlaceThatHasAName() {
    scene
        .responder()
        .to("sales", "I connect you.")
        .uses("sales", "transfer_call", "{\"destination\":\"sales\"}");
    scene.responder().to("boss").uses("boss", "transfer_call", "{\"destination\":\"a,b,1\"}");
    greeted();
    asks("boss");
    phone.passUntil("is told", () -> scene.story().contains("ReplyPlayed"));
    assertThat(scene.last(ReplyPlayed.class).heard().text()).contains("allowed: sales");
    asks("sales");
    phone.passUntil("is moved", () -> scene.doing().equals("Transferring"));
    assertThat(scene.last(TransferRequested.class).destination())
        .isEqualTo(new Destination("queues,sales,1"));
    assertThat(phone.heardWords()).contains("I connect you.");
  }

  @Test
  void theCallerIsToldToWaitOnceAndAgainAfterOtherWords() {
    scene.filler(new Filler(Duration.ofMillis(1500), List.of("One moment, please."), 6));
    scene.responder().thinks(Duration.ofMillis(2000));
    greeted();
    asks("book");
    phone.passUntilHears("One moment, please.");
    phone.passUntilHears("Let me see.");
    phone.passUntilHears("One moment, please.");
    phone.pass(1500);
    scene.tools().returns("book", "It is booked.");
    phone.passUntilHears("It is booked.");
    phone.passUntilQuiet();
    assertThat(phone.heardWords().subList(1, phone.heard().size()))
        .containsExactly(
            "One moment, please.", "Let me see.", "One moment, please.", "It is booked.");
  }

  @Test
  void severalWordsForALongWaitComeOneAfterTheOther() {
    scene.filler(new Filler(Duration.ofMillis(1500), List.of("One moment.", "Still at it."), 6));
    scene.responder().thinks(Duration.ofSeconds(12));
    greeted();
    asks("book");
    phone.passUntilHears("Let me see.");
    assertThat(phone.heardWords().subList(1, phone.heard().size()))
        .containsExactly(
            "One moment.",
            "Still at it.",
            "One moment.",
            "Still at it.",
            "One moment.",
            "Still at it.",
            "Let me see.");
  }

  @Test
  void aQuickAgentNeedsNoWordsForAWait() {
    scene.filler(new Filler(Duration.ofMillis(1500), List.of("One moment."), 6));
    scene.responder().to("hours", "From nine to five, every day of the week.", "Sundays, too.");
    greeted();
    asks("hours");
    phone.passUntilHears("Sundays, too.");
    assertThat(phone.heardWords()).doesNotContain("One moment.");
  }

  @Test
  void theNextRequestKnowsWhereTheReplyWasBrokenInto() {
    scene.responder().to("hours", "We are open from nine in the morning until five.");
    greeted();
    asks("hours");
    phone.pass(1500);
    phone.caller().says("operator please now", 1200);
    phone.passUntilHears("Sorry?");
    Responder.Cut cut = scene.responder().asked().get(1).cut().orElseThrow();
    assertThat(cut.heard()).startsWith("We are open").isNotEqualTo("We are open from nine in the");
    assertThat(cut.playedMs()).isBetween(1000, 2500);
    assertThat(scene.responder().cuts()).containsExactly(cut);
    phone.passUntilQuiet();
    asks("hours");
    phone.passUntilQuiet();
    assertThat(scene.responder().asked().get(2).cut()).isEmpty();
  }
}
