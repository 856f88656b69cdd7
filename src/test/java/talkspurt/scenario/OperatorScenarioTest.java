package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallRequest;
import talkspurt.call.Intervention;
import talkspurt.call.Intervention.When;
import talkspurt.call.SessionChange;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.Turns;
import talkspurt.media.profile.Hold;
import talkspurt.media.profile.MidCallOptions;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.Responder;

class OperatorScenarioTest {

  private static final String WORDS = "A colleague is on her way.";

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  private void bring(Intervention one) {
    scene.door().ask(CallScene.CALL, new CallRequest.Intervene(one));
    scene.world().settle();
  }

  private void say(String id, When when) {
    bring(Intervention.say(id, WORDS, "desk", when, "", scene.world().instants().instant()));
  }

  private FakePhone greeted() {
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    return phone;
  }

  private Responder.Request lastAsked() {
    List<Responder.Request> asked = scene.responder().asked();
    return asked.get(asked.size() - 1);
  }

  @Test
  void wordsAreSaidWhenNobodySpeaksAndTheAgentKnowsWhoseTheyWere() {
    scene.responder().to("thank you", "You are welcome.");
    FakePhone phone = greeted();
    say("s1", When.WHEN_QUIET);
    phone.passUntilHears(WORDS);
    phone.passUntilQuiet();
    assertThat(scene.story()).containsSubsequence("SessionChanged", "BotBegan", "ReplyPlayed");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    assertThat(scene.responder().asked()).isEmpty();
    phone.caller().says("thank you", 600);
    phone.passUntilHears("You are welcome.");
    assertThat(lastAsked().history())
        .extracting(Responder.Line::words)
        .containsExactly(CallScene.GREETING, WORDS, "thank you");
    assertThat(lastAsked().guidance().notes()).containsExactly(new Responder.Note("desk", "", 1));
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsWaitForTheEndOfWhatIsSaidAndForTheCaller() {
    scene.responder().to("my bill", "It is twelve euros.", "Anything else?");
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    say("s1", When.WHEN_QUIET);
    phone.passUntilHears(WORDS);
    assertThat(phone.heardWords()).containsSubsequence(CallScene.GREETING, WORDS);
    phone.passUntilQuiet();
    phone.caller().says("my bill", 1500);
    phone.pass(500);
    bring(Intervention.say(
        "s2", "Wait.", "", When.WHEN_QUIET, "", scene.world().instants().instant()));
    phone.passUntilHears("Wait.");
    assertThat(phone.heardWords())
        .containsSubsequence("It is twelve euros.", "Anything else?", "Wait.");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsComeBehindTheSentenceThatIsBeingSaid() {
    scene.responder().to("my bill", "It is twelve euros.", "It is due on Monday.");
    FakePhone phone = greeted();
    phone.caller().says("my bill", 600);
    phone.passUntilHears("It is twelve euros.");
    say("s1", When.AFTER_SENTENCE);
    phone.passUntilHears(WORDS);
    phone.passUntilQuiet();
    assertThat(phone.heardWords())
        .contains("It is twelve euros.")
        .doesNotContain("It is due on Monday.");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsThatAreWantedNowCutWhatIsSaidAndAreNotCutThemselves() {
    scene.responder().to("my bill", "It is twelve euros.").to("but why", "Because.");
    FakePhone phone = greeted();
    phone.caller().says("my bill", 600);
    phone.passUntilHears("It is twelve euros.");
    phone.pass(100);
    say("s1", When.NOW);
    phone.passUntilHears(WORDS);
    phone.pass(100);
    phone.caller().says("let me speak", 600);
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    phone.caller().says("but why", 600);
    phone.passUntilHears("Because.");
    assertThat(scene.story())
        .containsSubsequence(
            "CallerInterrupted", "FloorYielded", "BotBegan", "ReplyPlayed", "CallerSaid");
    phone.passUntilQuiet();
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsThatAreWantedNowAreSaidWhileTheCallerSpeaks() {
    scene.responder().to("a very long story of mine", "I see.");
    FakePhone phone = greeted();
    phone.caller().says("a very long story of mine", 3000);
    phone.pass(1000);
    say("s1", When.NOW);
    phone.passUntilHears(WORDS);
    phone.passUntilHears("I see.");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aHintIsReadWithTheNextTurn() {
    scene.responder().to("my bill", "It is twelve euros.");
    FakePhone phone = greeted();
    bring(Intervention.hint(
        "h1",
        "The caller is a VIP.",
        "desk",
        false,
        When.WHEN_QUIET,
        scene.world().instants().instant()));
    phone.pass(2000);
    assertThat(phone.heardWords()).containsExactly(CallScene.GREETING);
    phone.caller().says("my bill", 600);
    phone.passUntilHears("It is twelve euros.");
    assertThat(lastAsked().guidance().notes())
        .containsExactly(new Responder.Note("desk", "The caller is a VIP.", 1));
  }

  @Test
  void aHintMayBeAnsweredAtOnce() {
    scene.responder().to("hint Offer a refund.", "May I offer you a refund?");
    FakePhone phone = greeted();
    bring(Intervention.hint(
        "h1",
        "Offer a refund.",
        "desk",
        true,
        When.AFTER_SENTENCE,
        scene.world().instants().instant()));
    phone.passUntilHears("May I offer you a refund?");
    phone.passUntilQuiet();
    assertThat(lastAsked().cue()).isEqualTo(new Responder.Cue.Hint("desk", "Offer a refund."));
    assertThat(scene.responder().asked()).hasSize(1);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whatWaitsWhileTheCallIsAwayIsSaidOnceWhenItIsBack() {
    FakePhone phone = greeted();
    scene.door().die(CallScene.CALL);
    say("s1", When.NOW);
    phone.pass(3000);
    phone.passUntilHears(WORDS);
    phone.passUntilQuiet();
    phone.pass(5000);
    assertThat(phone.heardWords().stream().filter(WORDS::equals)).hasSize(1);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void whatWasBegunOnALostLineGoesOnOnTheNextAndIsNotBegunAgain() {
    FakePhone phone = greeted();
    bring(Intervention.say(
        "s1",
        "A colleague is on her way. She knows of your bill.",
        "desk",
        When.NOW,
        "",
        scene.world().instants().instant()));
    phone.passUntilHears("She knows of your bill.");
    phone.hangUp();
    scene.world().settle();
    FakePhone next = scene.dial();
    next.passUntilHears("She knows of your bill.");
    next.passUntilQuiet();
    assertThat(next.heardWords()).doesNotContain(WORDS);
    assertThat(scene.story().stream().filter("BotBegan"::equals)).hasSize(1);
  }

  private void change(SessionChange change) {
    scene.door().ask(CallScene.CALL, new CallRequest.ChangeSession(change, true));
    scene.world().settle();
  }

  private static SessionChange hold(boolean on) {
    return new SessionChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.of(on),
        List.of());
  }

  private static MidCallOptions options(Optional<Hold> hold) {
    return new MidCallOptions(
        "openai-chat",
        (others, language) -> Turns.interruption("none"),
        Map.of("warm", new Voice(new FakeSynthesizer(), "")),
        hold);
  }

  private static Optional<Hold> pleaseHold() {
    return Optional.of(new Hold(new Prompt.Say("Please hold."), Duration.ofSeconds(2)));
  }

  @Test
  void aCallerOnHoldHearsSoAgainAndAgainAndIsNotHeard() {
    scene.options(options(pleaseHold())).responder().to("my bill", "It is twelve euros.");
    FakePhone phone = greeted();
    change(hold(true));
    phone.passUntilHears("Please hold.");
    phone.caller().says("is anybody there", 1000);
    phone.press('1');
    phone.pass(12_000);
    assertThat(phone.heardWords().stream().filter("Please hold."::equals).count())
        .isBetween(3L, 6L);
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.responder().asked()).isEmpty();
    change(hold(false));
    phone.pass(500);
    int before = phone.heardWords().size();
    phone.caller().says("my bill", 600);
    phone.passUntilHears("It is twelve euros.");
    assertThat(phone.heardWords().subList(before, phone.heardWords().size()))
        .doesNotContain("Please hold.");
    assertThat(lastAsked().history())
        .extracting(Responder.Line::words)
        .containsExactly(CallScene.GREETING, "my bill");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void onHoldTheSentenceThatIsBeingSaidIsTheLast() {
    scene.options(options(Optional.empty()));
    scene.responder().to("my bill", "It is twelve euros.", "It is due on Monday.");
    FakePhone phone = greeted();
    phone.caller().says("my bill", 600);
    phone.passUntilHears("It is twelve euros.");
    change(hold(true));
    phone.pass(8000);
    assertThat(phone.heardWords())
        .contains("It is twelve euros.")
        .doesNotContain("It is due on Monday.");
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aReplyThatIsOwedIsNotSaidOnHold() {
    scene.options(options(Optional.empty()));
    scene.responder().to("my bill", "It is twelve euros.").thinks(Duration.ofSeconds(2));
    FakePhone phone = greeted();
    phone.caller().says("my bill", 600);
    phone.passUntil("taken", () -> scene.doing().equals("Speaking"));
    change(hold(true));
    phone.pass(8000);
    assertThat(phone.heardWords()).doesNotContain("It is twelve euros.");
    assertThat(scene.doing()).isEqualTo("Listening");
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void wordsAreSaidToACallerOnHoldWhoStaysThere() {
    scene.options(options(pleaseHold()));
    FakePhone phone = greeted();
    change(hold(true));
    phone.passUntilHears("Please hold.");
    say("s1", When.WHEN_QUIET);
    phone.passUntilHears(WORDS);
    phone.passUntilHears("Please hold.");
    assertThat(phone.heardWords()).containsSubsequence("Please hold.", WORDS, "Please hold.");
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WORDS);
    assertThat(scene.door().refused()).isEmpty();
  }

  @Test
  void aCallerStaysOnHoldOnAnotherLine() {
    scene.options(options(pleaseHold()));
    FakePhone phone = greeted();
    change(hold(true));
    phone.passUntilHears("Please hold.");
    phone.hangUp();
    scene.world().settle();
    scene.dial().passUntilHears("Please hold.");
  }

  @Test
  void turnSettingsToolsAndPromptAreOther() {
    scene.options(options(Optional.empty()));
    scene.responder().to("my bill", "It is twelve euros.");
    FakePhone phone = greeted();
    change(new SessionChange(
        Optional.of("Speak of bills."),
        Optional.of("warm"),
        Optional.of(List.of("end_call")),
        Optional.empty(),
        Map.of("interruption", "\"none\""),
        Optional.of("fr"),
        Optional.empty(),
        List.of()));
    phone.caller().says("my bill", 600);
    phone.passUntilHears("It is twelve euros.");
    phone.caller().says("stop it now", 600);
    phone.passUntilQuiet();
    assertThat(lastAsked().guidance().instructions()).contains("Speak of bills.");
    assertThat(lastAsked().language()).isEqualTo("fr");
    assertThat(scene.story()).doesNotContain("CallerInterrupted");
  }
}
