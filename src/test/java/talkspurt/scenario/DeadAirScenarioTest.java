package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.FakeTranscriber;
import talkspurt.fake.SlowSynthesizer;
import talkspurt.fake.Told;
import talkspurt.media.profile.FailurePolicy;
import talkspurt.media.profile.Filler;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.provider.ToolResult;

/** Whatever hangs, the caller hears something within three seconds, again and again. */
class DeadAirScenarioTest {

  private static final int MAX_MS = 3000;
  private static final List<String> WORDS = List.of("One moment.", "Still at it.");
  private static final String FIRST = "We are open from nine in the morning.";
  private static final String SECOND = "We close at five.";

  private final CallScene scene = new CallScene();
  private final SlowSynthesizer voice = new SlowSynthesizer(scene.world());
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void asks() {
    scene.filler(new Filler(Duration.ofMillis(2500), WORDS, 4)).speaker(voice).announce();
    scene.responder().to("hours", FIRST, SECOND);
    phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.pass(800);
  }

  /** Until something holds, nothing is never heard for more than three seconds. */
  private void isNeverLeftAloneUntil(String what, BooleanSupplier holds) {
    int[] quietMs = new int[1];
    phone.passUntil(what, () -> {
      quietMs[0] = phone.hearsNow().isPresent() ? 0 : quietMs[0] + 20;
      assertThat(quietMs[0])
          .as("silence before %s, after %s", what, phone.heardWords())
          .isLessThanOrEqualTo(MAX_MS);
      return holds.getAsBoolean();
    });
  }

  private BooleanSupplier hears(String words) {
    return () -> phone.hearsNow().filter(words::equals).isPresent();
  }

  private double fillers(String waitsFor) {
    return Told.by(scene.metrics(), "talkspurt_fillers", waitsFor);
  }

  @Test
  void aTranscriberThatNeverTellsTheWords() {
    scene.transcriber().partials(false);
    scene.transcriber().mood(FakeTranscriber.Mood.SAYS_NOTHING);
    asks();
    isNeverLeftAloneUntil("not understood", hears("Sorry?"));
    assertThat(phone.heardWords()).contains("One moment.");
    assertThat(fillers("words")).isPositive();
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo("One moment. Sorry?");
    assertThat(scene.door().refused()).isEmpty();
  }

  private boolean ended() {
    return scene.story().contains("CallEnded");
  }

  @Test
  void aCallerWhoHearsNothingOfTwoRepliesIsLetGo() {
    scene.synthesizer().cannotSay(CallScene.GREETING);
    scene.synthesizer().cannotSay(CallScene.APOLOGY);
    scene.synthesizer().cannotSay(FIRST);
    scene.announce();
    scene.responder().to("hours", FIRST);
    phone = scene.dial();
    phone.pass(2000);
    assertThat(ended()).isFalse();
    phone.caller().says("hours", 800);
    phone.passUntil("let go", this::ended);
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.VOICE_FAILED);
    assertThat(phone.heardWords()).isEmpty();
  }

  @Test
  void anAgentThatSaysNothing() {
    scene.responder().thinks(Duration.ofHours(1));
    asks();
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    assertThat(phone.heardWords().subList(1, phone.heard().size()))
        .containsExactly(
            "One moment.", "Still at it.", "One moment.", "Still at it.", CallScene.APOLOGY);
    assertThat(fillers("agent")).isEqualTo(4);
    assertThat(Told.by(scene.metrics(), "talkspurt_provider_failures", "agent")).isEqualTo(1);
    phone.passUntilQuiet();
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void anAgentThatStopsInTheMiddle() {
    scene.responder().to("lately", "Let me see.").thenHangs("lately");
    asks();
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    phone.caller().says("lately", 800);
    phone.pass(800);
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo(
            "Let me see. One moment. Still at it. One moment. Still at it. " + CallScene.APOLOGY);
  }

  @Test
  void anAgentThatIsGivenUpAgainAndAgainIsGivenUpForGood() {
    scene.givingUp(new FailurePolicy(
        1, new UseTool("transfer_call", Map.of("destination", "queues,operator,1"))));
    scene.responder().thinks(Duration.ofHours(1));
    asks();
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    phone.passUntil("is handed over", () -> scene.doing().equals("Transferring"));
  }

  @Test
  void aVoiceThatDoesNotBegin() {
    voice.stopsAfter(FIRST, 0);
    asks();
    isNeverLeftAloneUntil("a word", hears("One moment."));
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    assertThat(fillers("voice")).isPositive();
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).doesNotContain("nine");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aVoiceThatStopsInTheMiddleOfASentenceGoesOnWithTheNext() {
    voice.stopsAfter(FIRST, 1200);
    asks();
    isNeverLeftAloneUntil("goes on", hears(SECOND));
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .startsWith("We are open from")
        .doesNotContain("nine", CallScene.APOLOGY)
        .endsWith(SECOND);
  }

  @Test
  void aVoiceThatStopsInTheMiddleOfTheLastSentenceIsApologisedFor() {
    voice.stopsAfter(SECOND, 600);
    asks();
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    assertThat(phone.heardWords()).contains(FIRST, SECOND);
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .startsWith(FIRST)
        .doesNotContain("five")
        .endsWith(CallScene.APOLOGY);
  }

  @Test
  void aVoiceThatFailsInTheMiddleCountsForAsMuchAsItSaid() {
    voice.failsAfter(SECOND, 600);
    asks();
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    phone.passUntilQuiet();
    String heard = scene.last(ReplyPlayed.class).heard().text();
    assertThat(heard).startsWith(FIRST).doesNotContain("five").endsWith(CallScene.APOLOGY);
  }

  @Test
  void aToolThatDoesNotReturn() {
    scene.responder().to("book").uses("book", "book", "{}");
    asks();
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    phone.caller().says("book", 800);
    phone.pass(800);
    phone.passUntil("runs", () -> !scene.tools().run().isEmpty());
    isNeverLeftAloneUntil("is told", hears(new ToolResult.Pending().told()));
    assertThat(phone.heardWords()).contains("One moment.");
  }

  @Test
  void aJournalThatDoesNotAnswerForAWhile() {
    asks();
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    isNeverLeftAloneUntil("words", hears("One moment."));
    isNeverLeftAloneUntil("other words", hears("Still at it."));
    scene.door().mood(FakeCallDoor.Mood.ANSWERS);
    isNeverLeftAloneUntil("answered", hears(FIRST));
    isNeverLeftAloneUntil("all", hears(SECOND));
    phone.passUntilQuiet();
    assertThat(fillers("journal")).isEqualTo(2);
    assertThat(scene.story())
        .endsWith(
            "CallerSaid",
            "SegmentPlayed",
            "SegmentPlayed",
            "SegmentPlayed",
            "SegmentPlayed",
            "ReplyPlayed");
    assertThat(scene.last(ReplyPlayed.class).heard().text())
        .isEqualTo("One moment. Still at it. " + FIRST + " " + SECOND);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aLongWaitForTheJournalLeavesTheAgentItsOwn() {
    scene.responder().thinks(Duration.ofSeconds(30));
    asks();
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    phone.passUntil("a long wait", () -> fillers("journal") == 6);
    scene.responder().thinks(Duration.ofSeconds(4));
    scene.door().mood(FakeCallDoor.Mood.ANSWERS);
    isNeverLeftAloneUntil("answered", hears(FIRST));
    assertThat(fillers("agent")).isPositive();
    assertThat(phone.heardWords()).doesNotContain(CallScene.APOLOGY);
  }

  @Test
  void aJournalThatDoesNotAnswerAtAllEndsWithAnApologyAndTheLineLetGo() {
    asks();
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    isNeverLeftAloneUntil("apologised", hears(CallScene.APOLOGY));
    phone.passUntil("let go", phone::hungUp);
    assertThat(fillers("journal")).isEqualTo(9);
    scene.door().mood(FakeCallDoor.Mood.ANSWERS);
    phone.pass(1000);
    assertThat(scene.story()).contains("CallerSaid");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallerWhoSpeaksIntoTheWordsForAWaitIsHeard() {
    asks();
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    phone.passUntilHears("One moment.");
    phone.pass(200);
    phone.caller().says("operator please now", 1200);
    phone.pass(3000);
    scene.door().mood(FakeCallDoor.Mood.ANSWERS);
    phone.passUntilHears("Sorry?");
    phone.passUntilQuiet();
    assertThat(phone.heardWords()).doesNotContain(FIRST);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsForAWaitThatDoNotSoundGiveWayToTheReply() {
    voice.stopsAfter("One moment.", 0);
    asks();
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    phone.pass(4000);
    scene.door().mood(FakeCallDoor.Mood.ANSWERS);
    phone.pass(500);
    assertThat(phone.hearsNow()).contains(FIRST);
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(FIRST + " " + SECOND);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aVoiceThatDoesNotBeginToGreet() {
    voice.after(CallScene.GREETING, Duration.ofSeconds(8));
    scene.filler(new Filler(Duration.ofMillis(2500), WORDS, 4)).speaker(voice).announce();
    phone = scene.dial();
    isNeverLeftAloneUntil("greeted", hears(CallScene.GREETING));
    phone.pass(FakeSynthesizer.lengthMs(CallScene.GREETING) + 200);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCoughIsNotToldToWait() {
    asks();
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    phone.caller().coughs(120);
    phone.pass(7000);
    assertThat(phone.heardWords()).doesNotContain("One moment.");
  }
}
