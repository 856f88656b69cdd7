package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallEvent.BotFailed;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.EndReason;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.bot.AudibleBot;

/** A bot that hears and speaks for itself, on the phone with a caller. */
class BotScenarioTest {

  private final CallScene scene =
      new CallScene().turns(Turns.interruption("none")).announce();
  private final FakeBot bot = scene.bot();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void greetsListensAndAnswersAsItLikes() {
    answered();
    bot.says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    assertThat(scene.doing()).isEqualTo("Greeting");
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
    bot.says("It is nine.", 900);
    phone.passUntilHears("It is nine.");
    assertThat(scene.doing()).isEqualTo("Speaking");
    phone.passUntilQuiet();
    phone.pass(700);
    assertThat(phone.heard())
        .containsExactly(
            new FakePhone.Said("Welcome.", 600), new FakePhone.Said("It is nine.", 900));
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered", "LineAttached", "GreetingPlayed", "BotBegan", "ReplyPlayed");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void isToldWhoCalls() {
    answered();
    assertThat(bot.opened()).hasSize(1);
    assertThat(bot.opened().get(0).callId()).isEqualTo(CallScene.CALL.toString());
    assertThat(bot.opened().get(0).language()).isEqualTo("en");
    assertThat(bot.opened().get(0).variables())
        .containsAllEntriesOf(Map.of("callerId", "+441234", "dnid", "100", "lext", "s"))
        .containsKeys("now", "time-zone");
  }

  @Test
  void hearsTheCallerFrameByFrameFromWhenItIsThere() {
    phone = scene.dial();
    phone.pass(400);
    assertThat(bot.heard()).isEmpty();
    bot.opens();
    phone.caller().waits(100).says("hello", 200);
    phone.pass(400);
    assertThat(bot.heard()).extracting(Input.Audio::atMs).startsWith(0L, 20L, 40L, 60L);
    assertThat(bot.heard()).hasSize(20);
    assertThat(bot.heard().stream().filter(audio -> loud(audio.frame()))).hasSize(10);
  }

  @Test
  void isNotStoppedByTheCallersVoice() {
    answered();
    bot.says("A long story.", 3000);
    phone.passUntilHears("A long story.");
    phone.caller().says("stop that", 1500);
    phone.passUntilQuiet();
    assertThat(phone.heard()).containsExactly(new FakePhone.Said("A long story.", 3000));
    assertThat(bot.told()).isEmpty();
  }

  @Test
  void dropsAtOnceWhatItClears() {
    answered();
    bot.says("A long story.", 8000).marks("end");
    phone.passUntilHears("A long story.");
    phone.pass(1000);
    assertThat(bot.marksBack()).isEmpty();
    bot.clears();
    phone.pass(60);
    assertThat(phone.hearsNow()).isEmpty();
    assertThat(bot.marksBack()).containsExactly("end");
    assertThat(scene.doing()).isEqualTo("Listening");
    bot.says("Sorry.", 300);
    phone.passUntilHears("Sorry.");
    phone.pass(1500);
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "CallerInterrupted",
            "FloorYielded",
            "BotBegan",
            "ReplyPlayed");
    assertThat(scene.last(CallerInterrupted.class).playedMs()).isBetween(900, 1100);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void speaksAgainInTheSameMomentThatItClears() {
    answered();
    bot.says("A long story.", 8000).marks("one");
    phone.passUntilHears("A long story.");
    bot.clears()
        .says("Sorry.", 600)
        .marks("two")
        .clears()
        .marks("three")
        .says("Yes?", 600)
        .marks("four");
    phone.passUntilHears("Yes?");
    phone.pass(1500);
    assertThat(phone.heardWords()).containsExactly("A long story.", "Yes?");
    assertThat(bot.marksBack()).containsExactly("one", "two", "three", "four");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void getsEachMarkBackWhenAllBeforeItWasPlayed() {
    answered();
    bot.marks("nothing said").says("One.", 600).marks("one").says("Two.", 600).marks("two");
    assertThat(bot.marksBack()).containsExactly("nothing said");
    phone.passUntilHears("One.");
    phone.pass(400);
    assertThat(bot.marksBack()).hasSize(1);
    phone.passUntilHears("Two.");
    assertThat(bot.marksBack()).containsExactly("nothing said", "one");
    phone.passUntilQuiet();
    phone.pass(20);
    assertThat(bot.marksBack()).containsExactly("nothing said", "one", "two");
    bot.marks("late");
    phone.pass(20);
    assertThat(bot.marksBack()).endsWith("late");
  }

  @Test
  void mayStumbleWithinATurn() {
    answered();
    bot.says("Well,", 300);
    phone.passUntilHears("Well,");
    phone.pass(360);
    bot.says("then.", 300);
    phone.passUntilHears("then.");
    phone.pass(1500);
    assertThat(scene.story()).containsExactly("CallRegistered", "LineAttached", "GreetingPlayed");
  }

  @Test
  void isToldOfEachKey() {
    answered();
    bot.says("Press one.", 2000);
    phone.passUntilHears("Press one.");
    phone.press('1');
    phone.press('#');
    phone.pass(40);
    assertThat(bot.told()).containsExactly(new Input.Key('1'), new Input.Key('#'));
    assertThat(phone.hearsNow()).contains("Press one.");
  }

  @Test
  void isBackPressuredWhenItSaysTooMuch() {
    answered();
    bot.says("Without end.", 40_000);
    assertThat(bot.taken()).isBetween(300, 400); // of 60 ms each: 20 s wait
    phone.passUntilHears("Without end.");
    phone.pass(10_000);
    assertThat(bot.taken()).isBetween(450, 600);
  }

  @Test
  void hearsWhatItCanWhenItDoesNotRead() {
    answered();
    bot.stopsReading();
    phone.pass(7000);
    assertThat(scene.metrics().registry().scrape().stream()
            .filter(metric -> metric.getMetadata().getName().equals("talkspurt_bot_dropped_inputs"))
            .toList())
        .hasSize(1)
        .allSatisfy(metric -> assertThat(metric.getDataPoints().toString()).isNotEmpty());
  }

  @Test
  void endsTheCallWhenItHangsUpAndAllWasHeard() {
    answered();
    bot.says("Goodbye.", 1000);
    bot.hangsUp();
    phone.pass(600);
    assertThat(phone.hungUp()).isFalse();
    phone.pass(1000);
    assertThat(phone.hungUp()).isTrue();
    assertThat(phone.heard()).containsExactly(new FakePhone.Said("Goodbye.", 960));
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BOT_HUNG_UP);
  }

  @Test
  void letsTheLineGoWhenItFailsWithoutAnApology() {
    phone = scene.dial();
    phone.pass(200);
    bot.fails();
    phone.pass(100);
    assertThat(phone.hungUp()).isTrue();
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BOT_FAILED);
  }

  @Test
  void isApologizedForWhenItFails() {
    scene.apologizes();
    answered();
    bot.says("Welcome.", 600);
    phone.passUntilQuiet();
    phone.pass(1000);
    bot.fails();
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntil("hung up", phone::hungUp);
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "GreetingPlayed",
            "BotFailed",
            "BotBegan",
            "SegmentPlayed",
            "ReplyPlayed",
            "CallEnded");
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BOT_FAILED);
    assertThat(scene.last(ReplyPlayed.class).heard())
        .isEqualTo(SpokenText.of(SpokenPart.Kind.APOLOGY, CallScene.APOLOGY));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void anApologyIsNoAnswerOfIts() {
    scene.apologizes();
    answered();
    bot.says("Welcome.", 600);
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntil("is asked", () -> bot.turns().contains(Input.CallerTurn.Step.COMPLETE));
    bot.tells(new Output.ReplyFailed(
        new ProviderFailure(ProviderFailure.Kind.OVERLOADED, "fake", "too busy")));
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntilQuiet();
    bot.says("It is nine.", 600);
    phone.passUntilHears("It is nine.");
    assertThat(latency()).isZero();
    phone.passUntilQuiet();
    phone.caller().says("hours", 800);
    phone.passUntil(
        "is asked",
        () ->
            bot.turns().stream().filter(Input.CallerTurn.Step.COMPLETE::equals).count() == 2);
    bot.says("As I said.", 600);
    phone.passUntilHears("As I said.");
    assertThat(latency()).isPositive();
    phone.hangUp();
    phone = scene.dial();
    phone.pass(100);
    assertThat(bot.opened().get(1).history())
        .contains(new SpeechToSpeech.Line(
            true, LanguagePack.shipped("en").wording().of(Wording.Text.REPLY_FAILED)))
        .extracting(SpeechToSpeech.Line::words)
        .doesNotContain(CallScene.APOLOGY);
  }

  private void streamsSilenceFor(int ms) {
    for (int at = 0; at < ms; at += 20) {
      bot.sounds(AudioFrame.silence(8000));
      phone.pass(20);
    }
  }

  private void speaksIntoSilence() {
    phone.caller().says("hello", 800);
    streamsSilenceFor(800);
  }

  /** As profiles have it. */
  private void mustBeHeard() {
    scene.apologizes().bot(new AudibleBot(bot));
    answered();
  }

  @Test
  void mayStreamSilenceForAsLongAsNobodySpeaksToIt() {
    mustBeHeard();
    streamsSilenceFor(15_000);
    bot.says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    streamsSilenceFor(15_000);
    speaksIntoSilence();
    streamsSilenceFor(20_000);
    bot.says("It is nine.", 600);
    streamsSilenceFor(15_000);
    assertThat(phone.heardWords()).containsExactly("Welcome.", "It is nine.");
    assertThat(scene.story()).doesNotContain("BotFailed", "CallEnded");
  }

  @Test
  void thatAnswersInNothingButSilenceHasFailed() {
    mustBeHeard();
    streamsSilenceFor(1_000);
    speaksIntoSilence();
    streamsSilenceFor(10_500);
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntil("hung up", phone::hungUp);
    BotFailed failed = scene.last(BotFailed.class);
    assertThat(failed.failure().kind()).isEqualTo("bot-silent");
    assertThat(failed.failure().detail())
        .isEqualTo("10000 ms of silence since the caller spoke to it");
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BOT_FAILED);
    assertThat(Told.by(scene.metrics(), "talkspurt_call_failures", "bot-silent"))
        .isEqualTo(1);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void thatSendsNothingAtAllHasFailedToo() {
    mustBeHeard();
    phone.caller().says("hello", 800);
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntil("hung up", phone::hungUp);
    BotFailed failed = scene.last(BotFailed.class);
    assertThat(failed.failure().kind()).isEqualTo("bot-silent");
    assertThat(failed.failure().detail())
        .isEqualTo("no sound for 12000 ms since the caller spoke to it");
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.BOT_FAILED);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void thatFallsSilentIsApologizedForAndMayRecover() {
    mustBeHeard();
    bot.says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    streamsSilenceFor(1_000);
    speaksIntoSilence();
    streamsSilenceFor(30_500);
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntilQuiet();
    assertThat(scene.last(BotFailed.class).failure().kind()).isEqualTo("bot-silent");
    bot.says("Here I am.", 600);
    phone.passUntilHears("Here I am.");
    assertThat(scene.story()).doesNotContain("CallEnded");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whoseReplyIsSilentHasSaidNoneOfItsWords() {
    mustBeHeard();
    bot.tells(new Output.ReplyBegins("r1")).tells(new Output.Words("Good morning."));
    streamsSilenceFor(3_100);
    phone.passUntilHears(CallScene.APOLOGY);
    bot.tells(new Output.ReplyEnds());
    phone.passUntilQuiet();
    phone.pass(100);
    assertThat(scene.last(BotFailed.class).failure().detail())
        .isEqualTo("a reply of 3000 ms of silence");
    assertThat(scene.state().file().transcript())
        .extracting(line -> line.words().text())
        .containsExactly(CallScene.APOLOGY);
    assertThat(scene.door().refused()).isEmpty();
  }

  private double latency() {
    return Told.sum(scene.metrics(), "talkspurt_response_latency_seconds", "bot");
  }

  @Test
  void isToldOfTheEndOfTheCall() {
    answered();
    bot.says("A long story.", 8000);
    phone.pass(1000);
    phone.hangUp();
    assertThat(bot.closed()).isEqualTo(1);
    phone.pass(100);
    assertThat(scene.world().timers()).isLessThan(10);
  }

  @Test
  void isOpenedAgainWhenTheCallComesBackOnAnotherLine() {
    answered();
    bot.says("Welcome.", 600);
    phone.passUntilQuiet();
    phone.pass(1000);
    bot.says("As I said", 4000);
    phone.passUntilHears("As I said");
    phone.hangUp();
    assertThat(bot.closed()).isEqualTo(1);
    answered();
    assertThat(bot.opened()).hasSize(2);
    bot.says("Once more.", 600);
    phone.passUntilHears("Once more.");
    phone.pass(1500);
    bot.says("And so on.", 600);
    phone.pass(1500);
    assertThat(scene.story())
        .containsExactly(
            "CallRegistered",
            "LineAttached",
            "GreetingPlayed",
            "BotBegan",
            "LineLost",
            "LineAttached",
            "ReplyPlayed",
            "BotBegan",
            "ReplyPlayed");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void isInterruptedByOurHearingWhereThatIsSet() {
    scene.turns(Turns.SETTINGS);
    answered();
    bot.says("One.", 1000).marks("one").says("Two.", 20_000).marks("two");
    phone.passUntilHears("Two.");
    phone.caller().says("stop", 1500);
    phone.pass(200);
    assertThat(phone.hearsNow()).isEmpty();
    assertThat(scene.doing()).isEqualTo("Barged");
    phone.pass(1200);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(bot.marksBack()).containsExactly("one", "two");
    Input last = bot.told().get(bot.told().size() - 1);
    assertThat(last).isInstanceOf(Input.Interrupted.class);
    assertThat(((Input.Interrupted) last).playedMs()).isBetween(1000, 1300);
    assertThat(((Input.Interrupted) last).lastMark()).isEqualTo("one");

    bot.says("Two.", 200);
    phone.passUntilQuiet();
    bot.says("Two.", 200).clears();
    phone.pass(1000);
    bot.says("Yes?", 600);
    phone.passUntilHears("Yes?");
    assertThat(phone.heardWords()).containsExactly("One.", "Two.", "Yes?");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void goesOnAfterACoughWhereOurHearingMayInterrupt() {
    scene.turns(Turns.SETTINGS);
    answered();
    bot.says("A long story.", 4000);
    phone.passUntilHears("A long story.");
    phone.pass(500);
    phone.caller().coughs(200);
    phone.passUntilQuiet();
    phone.passUntilHears("A long story.");
    phone.passUntilQuiet();
    assertThat(scene.story()).contains("FloorKept");
    assertThat(bot.told()).isEmpty();
  }

  private void answered() {
    phone = scene.dial();
    phone.pass(100);
    bot.opens();
  }

  private static boolean loud(AudioFrame frame) {
    return frame.samples()[0] != 0;
  }
}
