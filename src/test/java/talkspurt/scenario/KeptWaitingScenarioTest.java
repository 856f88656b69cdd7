package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor.Mood;
import talkspurt.fake.FakePhone;
import talkspurt.media.Filler;
import talkspurt.media.WaitSettings;

/** What happens in a call cannot be kept for a while: the caller is told to wait, and is answered. */
class KeptWaitingScenarioTest {

  private static final String HOURS = "From nine to five.";
  private static final WaitSettings WAITS = new WaitSettings(
      Duration.ofSeconds(2),
      Duration.ofSeconds(10),
      3,
      Optional.of(Duration.ofSeconds(60)),
      Map.of("en", List.of("One moment.", "Still here.")));

  private final CallScene scene = new CallScene().announce().waits(WAITS);

  @AfterEach
  void end() {
    scene.close();
  }

  /** A caller who has asked something that nobody takes. */
  private FakePhone asks(Mood deaf) {
    scene.responder().to("what are your hours", HOURS);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.pass(500);
    scene.door().mood(deaf);
    phone.caller().says("what are your hours", 1000);
    return phone;
  }

  @Test
  void isToldToWaitAndIsAnsweredOnceItCan() {
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.pass(5000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "One moment.");
    phone.pass(10_000);
    assertThat(phone.heardWords())
        .containsExactly(CallScene.GREETING, "One moment.", "Still here.");
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears(HOURS);
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(phone.heardWords())
        .containsExactly(CallScene.GREETING, "One moment.", "Still here.", HOURS);
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "SegmentPlayed",
            "GreetingPlayed",
            "CallerSaid",
            "SegmentPlayed",
            "ReplyPlayed");
    assertThat(scene.door().refused()).isEmpty();
    assertThat(scene.state().file().transcript())
        .noneMatch(line -> line.words().text().contains("moment"));
  }

  @Test
  void isToldSoOftenAndNoMore() {
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.pass(55_000);
    assertThat(phone.heardWords())
        .containsExactly(CallScene.GREETING, "One moment.", "Still here.", "One moment.");
  }

  @Test
  void isNotCutShortByTheAnswer() {
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.passUntilHears("One moment.");
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears(HOURS);
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "One moment.", HOURS);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void maySayMoreAndIsAnsweredToThat() {
    scene.responder().to("and on sunday", "Closed.");
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.pass(7000);
    phone.caller().says("and on sunday", 1000);
    phone.pass(6000);
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears("Closed.");
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(phone.heardWords()).doesNotContain(HOURS);
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("and on sunday");
    assertThat(scene.story().stream().filter("CallerSaid"::equals)).hasSize(2);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void mayBreakIntoTheWordsOfTheWait() {
    scene.responder().to("and on sunday", "Closed.");
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.passUntilHears("One moment.");
    phone.caller().says("and on sunday", 1500);
    phone.pass(8000);
    scene.door().mood(Mood.ANSWERS);
    phone.passUntilHears("Closed.");
    phone.passUntilQuiet();
    phone.pass(1000);
    assertThat(scene.last(CallerSaid.class).words().text()).isEqualTo("and on sunday");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void hearsTheProfilesOwnFillerWhereThereIsOne() {
    scene.filler(new Filler(Duration.ofSeconds(5), List.of("Let me see.")));
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.pass(5000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, "Let me see.");
  }

  @Test
  void isLetGoWithAnApologyWhenItLastsTooLong() {
    FakePhone phone = asks(Mood.HEARS_NOTHING);
    phone.pass(55_000);
    assertThat(phone.heardWords()).doesNotContain(CallScene.APOLOGY);
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntil("let go", phone::hungUp);
    phone.hangUp();
    scene.door().mood(Mood.ANSWERS);
    phone.pass(2000);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.DATABASE_LOST);
    assertThat(scene.story()).contains("CallerSaid");
  }

  @Test
  void hearsNoneOfThisWhereNothingKeepsHimWaiting() {
    scene.responder().to("what are your hours", HOURS);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("what are your hours", 1000);
    phone.passUntilHears(HOURS);
    phone.passUntilQuiet();
    phone.pass(6000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING, HOURS);
  }
}
