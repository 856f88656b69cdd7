package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.Digits;
import talkspurt.call.LineLoss;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor.Mood;
import talkspurt.fake.FakePhone;

/** Nodes die and stop: what the caller hears, and what the journal has of it. */
class FailoverScenarioTest {

  private static final String FIRST = "We are open from nine to five.";
  private static final String SECOND = "On Saturdays from ten to two.";
  private static final String THIRD = "On Sundays we are closed.";

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  /** A caller who has asked and hears the second sentence of the answer. */
  private FakePhone answered() {
    scene.responder().to("hours", FIRST, SECOND, THIRD);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntilHears(SECOND);
    return phone;
  }

  @Test
  void aNewLineGoesOnByTheJournalWhileTheCallIsAway() {
    FakePhone first = answered();
    scene.door().mood(Mood.HEARS_NOTHING);
    first.hangUp();
    int written = scene.story().size();

    FakePhone second = scene.dial();
    second.passUntilHears(SECOND);
    second.passUntilQuiet();
    second.pass(2000);
    assertThat(second.heardWords()).containsExactly(SECOND, THIRD);
    assertThat(scene.story()).as("nothing is written meanwhile").hasSize(written);

    scene.door().mood(Mood.ANSWERS);
    second.pass(1000);
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo(FIRST + " " + SECOND + " " + THIRD);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(second.heardWords()).as("nothing is said again").containsExactly(SECOND, THIRD);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aKeyThatComesBeforeTheNewLineKnowsItsCallIsATurn() {
    FakePhone first = answered();
    scene.door().mood(Mood.HEARS_NOTHING);
    first.hangUp();
    FakePhone second = scene.dial();
    second.pass(100);
    second.press('1');
    second.pass(3000);
    scene.door().mood(Mood.ANSWERS);
    second.pass(3000);
    assertThat(scene.last(DigitsCollected.class).digits()).isEqualTo(new Digits("1"));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallThatBeginsWhileItsNodeIsAwayIsGreeted() {
    scene.door().mood(Mood.HEARS_NOTHING);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    scene.door().mood(Mood.ANSWERS);
    phone.pass(1000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    assertThat(scene.story())
        .containsExactly("CallRegistered", "LineAttached", "SegmentPlayed", "GreetingPlayed");
  }

  @Test
  void whereTheJournalIsAwayTooTheLineWaits() {
    scene.door().mood(Mood.HEARS_NOTHING);
    scene.door().loseJournal();
    FakePhone phone = scene.dial();
    phone.pass(5000);
    assertThat(phone.heardWords()).isEmpty();
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears(CallScene.GREETING);
  }

  @Test
  void aCallThatWasBroughtBackFindsItsLineThoughNobodySpeaks() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.pass(1000);
    scene.door().die(CallScene.CALL);
    assertThat(scene.state().file().attached()).isFalse();
    phone.pass(5100);
    assertThat(scene.state().file().attached()).isTrue();
    assertThat(scene.last(LineAttached.class).line()).isEqualTo("line-1");
  }

  @Test
  void aLineThatWasReplacedUnheardLetsGo() {
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    scene.door().forgetLive(CallScene.CALL);
    FakePhone second = scene.dial();
    second.pass(500);
    assertThat(first.hungUp()).isFalse();
    second.pass(5100);
    assertThat(first.hungUp()).isTrue();
    assertThat(second.hungUp()).isFalse();
    assertThat(scene.state().file().line()).isEqualTo("line-2");
  }

  @Test
  void aNodeThatStopsHandsItsLinesOverBetweenSentences() {
    FakePhone first = answered();
    scene.handOver(Duration.ofSeconds(8));
    first.passUntil("let go", first::hungUp);
    assertThat(first.heardWords()).containsExactly(CallScene.GREETING, FIRST, SECOND);
    first.hangUp();
    first.pass(100);
    assertThat(scene.last(LineLost.class).cause()).isEqualTo(LineLoss.HANDED_OVER);

    FakePhone second = scene.dial();
    second.passUntilHears(THIRD);
    second.passUntilQuiet();
    assertThat(second.heardWords()).containsExactly(THIRD);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallerWhoSpeaksIsHeardToTheEndBeforeHeIsHandedOver() {
    scene.responder().to("hours", FIRST);
    FakePhone first = scene.dial();
    first.passUntilHears(CallScene.GREETING);
    first.passUntilQuiet();
    first.caller().says("hours", 2000);
    first.pass(500);
    scene.handOver(Duration.ofSeconds(8));
    first.pass(1000);
    assertThat(first.hungUp()).isFalse();
    first.passUntil("let go", first::hungUp);
    first.hangUp();
    FakePhone second = scene.dial();
    second.passUntilHears(FIRST);
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("hours");
    assertThat(first.heardWords()).doesNotContain(FIRST);
  }

  @Test
  void aSilentLineIsHandedOverWhenTheTimeIsOver() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    scene.handOver(Duration.ofSeconds(3));
    phone.pass(2900);
    assertThat(phone.hungUp()).isFalse();
    phone.pass(300);
    assertThat(phone.hungUp()).isTrue();
  }

  @Test
  void aLineThatComesToANodeThatStopsIsLetGoAtOnceAndItsCallIsKept() {
    scene.handNewLinesOver();
    FakePhone phone = scene.dial();
    phone.pass(100);
    assertThat(phone.hungUp()).isTrue();
    phone.hangUp();
    phone.pass(1000);
    assertThat(scene.story()).containsExactly("CallRegistered");
  }
}
