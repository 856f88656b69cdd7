package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallRequest;
import talkspurt.call.Intervention;
import talkspurt.call.Intervention.When;
import talkspurt.call.SessionChange;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeBot;
import talkspurt.fake.FakePhone;
import talkspurt.fake.Turns;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.media.profile.Hold;
import talkspurt.media.profile.MidCallOptions;
import talkspurt.media.profile.Prompt;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.agent.OperatorNote;

/** Operators in the call of a bot that hears and speaks for itself. */
class BotOperatorScenarioTest {

  private static final Wording ENGLISH = LanguagePack.shipped("en").wording();

  private static final String WORDS = "A colleague is on her way.";

  private final CallScene scene = new CallScene()
      .turns(Turns.interruption("none"))
      .options(new MidCallOptions(
          "media-stream",
          MidCallOptions.NONE.turns(),
          Map.of(),
          Optional.of(new Hold(new Prompt.Say("Please hold."), Duration.ofSeconds(2)))))
      .apologizes();
  private final FakeBot bot = scene.bot();
  private String language = "en";
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void greeted() {
    scene.announce(language);
    phone = scene.dial();
    phone.pass(100);
    bot.opens().says("Welcome.", 600);
    phone.passUntilHears("Welcome.");
    phone.passUntilQuiet();
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
  }

  private void bring(Intervention one) {
    scene.door().ask(CallScene.CALL, new CallRequest.Intervene(one));
    scene.world().settle();
  }

  private void say(When when) {
    bring(
        Intervention.say("s1", WORDS, "desk", when, "", scene.world().instants().instant()));
  }

  private void hold(boolean on) {
    change(Optional.empty(), Optional.of(on));
  }

  private void change(Optional<String> spoken, Optional<Boolean> onHold) {
    SessionChange change = new SessionChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        spoken,
        onHold,
        List.of());
    scene.door().ask(CallScene.CALL, new CallRequest.ChangeSession(change));
    scene.world().settle();
  }

  @Test
  void wordsAreSaidInTheProfilesVoiceAndTheBotIsTold() {
    greeted();
    say(When.WHEN_QUIET);
    phone.passUntilHears(WORDS);
    phone.passUntilQuiet();
    assertThat(scene.last(BotBegan.class).intervention()).isEqualTo("s1");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    assertThat(bot.told())
        .contains(new Input.Hint(OperatorNote.said("desk", WORDS, ENGLISH), false))
        .noneMatch(Input.Interrupted.class::isInstance);
    bot.says("It is nine.", 900);
    phone.passUntilHears("It is nine.");
    phone.passUntilQuiet();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsWaitForTheBotsTurn() {
    greeted();
    bot.says("It is nine.", 900);
    phone.passUntilHears("It is nine.");
    say(When.AFTER_SENTENCE);
    phone.passUntilHears(WORDS);
    assertThat(phone.heard().stream().filter(said -> said.words().equals("It is nine.")))
        .extracting(FakePhone.Said::ms)
        .containsExactly(900);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsThatAreWantedNowCutTheBot() {
    greeted();
    bot.says("It is nine, and here is a long story.", 3000);
    phone.passUntilHears("It is nine, and here is a long story.");
    phone.pass(200);
    say(When.NOW);
    phone.passUntilHears(WORDS);
    phone.passUntilQuiet();
    assertThat(bot.told()).anyMatch(Input.Interrupted.class::isInstance);
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aHintIsToldAtOnceAndOnce() {
    greeted();
    bring(Intervention.hint(
        "h1", "VIP", "desk", false, When.WHEN_QUIET, scene.world().instants().instant()));
    phone.pass(500);
    hold(true);
    hold(false);
    assertThat(bot.told())
        .containsOnlyOnce(new Input.Hint(OperatorNote.hint("desk", "VIP", ENGLISH), false));
  }

  @Test
  void aBotIsToldInTheLanguageOfTheCall() {
    language = "fr";
    greeted();
    bring(Intervention.hint(
        "h1", "VIP", "desk", false, When.WHEN_QUIET, scene.world().instants().instant()));
    phone.pass(500);
    say(When.WHEN_QUIET);
    phone.passUntilHears(WORDS);
    phone.passUntilQuiet();
    Wording french = LanguagePack.shipped("fr").wording();
    assertThat(bot.told())
        .contains(
            new Input.Hint(OperatorNote.hint("desk", "VIP", french), false),
            new Input.Hint(OperatorNote.said("desk", WORDS, french), false));
  }

  @Test
  void aBotIsToldOnceThatTheCallGoesOnInAnotherLanguage() {
    greeted();
    change(Optional.of("fr"), Optional.empty());
    hold(true);
    hold(false);
    bring(Intervention.hint(
        "h1", "VIP", "desk", false, When.WHEN_QUIET, scene.world().instants().instant()));
    phone.pass(500);
    LanguagePack french = LanguagePack.shipped("fr");
    assertThat(bot.told())
        .filteredOn(Input.InLanguage.class::isInstance)
        .singleElement()
        .satisfies(told -> assertThat(((Input.InLanguage) told).speech()).isEqualTo(french));
    assertThat(bot.told())
        .contains(new Input.Hint(OperatorNote.hint("desk", "VIP", french.wording()), false));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aHintMayBeAnswered() {
    greeted();
    bring(Intervention.hint(
        "h1",
        "Refund",
        "desk",
        true,
        When.AFTER_SENTENCE,
        scene.world().instants().instant()));
    phone.pass(500);
    assertThat(bot.told())
        .containsOnlyOnce(new Input.Hint(OperatorNote.hint("desk", "Refund", ENGLISH), true));
    bot.says("May I offer a refund?", 900);
    phone.passUntilHears("May I offer a refund?");
    phone.passUntilQuiet();
    phone.pass(1500);
    assertThat(scene.last(ReplyPlayed.class).turn())
        .isEqualTo(scene.last(BotBegan.class).turn());
    assertThat(scene.story().stream().filter("BotBegan"::equals)).hasSize(1);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void onHoldTheBotNeitherHearsNorIsHeard() {
    greeted();
    hold(true);
    phone.passUntilHears("Please hold.");
    int before = bot.heard().size();
    phone.caller().says("is anybody there", 1000);
    bot.says("Hello?", 600).marks("m1");
    phone.press('1');
    phone.pass(3000);
    assertThat(phone.heardWords()).doesNotContain("Hello?");
    assertThat(bot.marksBack()).contains("m1");
    assertThat(bot.heard().subList(before, bot.heard().size()))
        .isNotEmpty()
        .allSatisfy(heard -> assertThat(heard.frame().samples()).containsOnly((short) 0));
    assertThat(bot.told()).doesNotContain(new Input.Key('1'));
    hold(false);
    phone.pass(1000);
    bot.says("Here I am.", 600);
    phone.passUntilHears("Here I am.");
    phone.passUntilQuiet();
    phone.pass(1500);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void theBotMayUseThoseToolsAloneThatItWasLeft() {
    greeted();
    scene
        .door()
        .ask(
            CallScene.CALL,
            new CallRequest.ChangeSession(new SessionChange(
                Optional.empty(), Optional.empty(), Optional.of(List.of()), Optional.empty())));
    scene.world().settle();
    bot.tells(new Output.ToolCall("c1", "end_call", "{}"));
    phone.pass(2000);
    assertThat(bot.told()).anyMatch(Input.ToolReturned.class::isInstance);
    assertThat(scene.doing()).isEqualTo("Listening");
  }
}
