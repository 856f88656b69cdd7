package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import akka.pattern.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.SentenceWithheld;
import talkspurt.call.EndReason;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeRealtime;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.fake.Told;
import talkspurt.fake.Turns;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Question;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Guardrails.Unanswered;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.SentenceJudge.Verdict;
import talkspurt.provider.realtime.RealtimeBot;

/** A bot of a Realtime server that says what its profile forbids. */
class BotGuardrailScenarioTest {

  private static final URI NOWHERE = URI.create("ws://127.0.0.1:1/v1/realtime");
  private static final String SAY = "I cannot promise that.";
  private static final String FINE = "Let me look at your contract for a moment.";
  private static final String PROMISE = "We guarantee you a full refund today.";

  private static final Required TERMS = new Required(
      "terms", Phrases.of(List.of("our terms")), Guardrails.By.END_OF_CALL, "Our terms hold.");

  private final CallScene scene =
      new CallScene().turns(Turns.SETTINGS).announce().apologizes();
  private final FakeRealtime server = new FakeRealtime();
  private final List<String> sentencesAsked = new CopyOnWriteArrayList<>();
  private List<Required> required = List.of();
  private FakePhone phone;

  @AfterEach
  void end() {
    scene.close();
  }

  private void dials(boolean skips) {
    Forbidden promises = new Forbidden(
        "promises", Phrases.of(List.of("we guarantee")), Optional.empty(), SAY, skips);
    dials(new Guardrails(List.of(promises), required));
  }

  private void dials(Guardrails rules) {
    scene.among(new BotGuardrails(rules, Duration.ofMillis(400)));
    scene.bot(new RealtimeBot(
        RealtimeSettingsOf.settings(NOWHERE, false, "ours"),
        server.opener(scene.world().system()),
        CircuitBreaker.create(
            scene.world().system().classicSystem().scheduler(),
            5,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20)),
        scene.world().clock(),
        scene.metrics().bots()));
    phone = scene.dial();
    phone.pass(100);
  }

  private void asks(boolean skips) {
    dials(skips);
    asks();
  }

  private void asks() {
    server.session().says("Welcome.", 600).isDone();
    scene.world().settle();
    phone.passUntilHears("Welcome.");
    phone.pass(1000);
    phone.caller().says("Do I get my money back", 800);
    phone.pass(1800);
    assertThat(scene.doing()).isEqualTo("Speaking");
  }

  @Test
  void aForbiddenSentenceWhoseWordsComeFirstIsNeverHeard() {
    asks(false);
    server.session().tellsWords(FINE).tellsWords(PROMISE);
    server.session().sounds(FINE, 2500).sounds(PROMISE, 2200);
    scene.world().settle();
    phone.passUntilHears(SAY);
    phone.pass(2000);
    assertThat(phone.heardWords()).containsSubsequence(FINE, SAY).doesNotContain(PROMISE);
    SentenceWithheld withheld = scene.last(SentenceWithheld.class);
    assertThat(withheld.rule()).isEqualTo("promises");
    assertThat(withheld.words().text()).startsWith("We guarantee");
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrails", "promises")).isEqualTo(1);
    assertThat(server.session().active()).isEmpty();
    assertThat(server.session().cuts()).hasSize(1);
    assertThat(server.session().cuts().get(0).audioEndMs()).isLessThanOrEqualTo(2500);
    assertThat(server.session().items().toString()).contains("promises", "We guarantee", SAY);
    assertThat(server.session().wishes()).hasSize(2);
    wellBehaved();
  }

  @Test
  void aForbiddenSentenceWhoseWordsComeLateIsBrokenOff() {
    asks(false);
    server.session().sounds(PROMISE, 6000);
    scene.world().settle();
    phone.pass(300);
    assertThat(phone.heardWords()).doesNotContain(PROMISE);
    phone.pass(1100);
    assertThat(phone.heardWords()).contains(PROMISE);
    server.session().tellsWords(PROMISE);
    scene.world().settle();
    phone.passUntilHears(SAY);
    phone.pass(2000);
    assertThat(server.session().cuts().get(0).audioEndMs()).isBetween(800, 1400);
    assertThat(server.session().active()).isEmpty();
    assertThat(scene.last(SentenceWithheld.class).rule()).isEqualTo("promises");
    wellBehaved();
  }

  @Test
  void whatHasToBeSaidIsSaidOnceBehindTheFirstAnswer() {
    required = List.of(new Required(
        "recorded",
        Phrases.of(List.of("is recorded")),
        Guardrails.By.FIRST_TURN,
        "This call is recorded."));
    asks(false);
    server.session().says(FINE, 2500).isDone();
    scene.world().settle();
    phone.passUntilHears("This call is recorded.");
    phone.pass(3000);
    assertThat(phone.heardWords()).containsSubsequence("Welcome.", FINE, "This call is recorded.");
    phone.caller().says("And what then", 800);
    phone.pass(1800);
    server.session().says("Then you wait.", 1200).isDone();
    scene.world().settle();
    phone.passUntilHears("Then you wait.");
    phone.pass(3000);
    assertThat(phone.heardWords()).containsOnlyOnce("This call is recorded.");
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrails", "recorded")).isEqualTo(1);
    wellBehaved();
  }

  @Test
  void aSentenceThatAModelForbidsIsNeverHeard() {
    Forbidden prices = new Forbidden(
        "prices",
        Phrases.NONE,
        Optional.empty(),
        Optional.of(new Question("Does it name a price?", Unanswered.WITHHOLD)),
        SAY,
        false);
    dials(new Guardrails(
        List.of(prices), List.of(), Optional.of((sentence, before, questions, meter) -> {
          sentencesAsked.add(sentence);
          Set<Integer> yes = sentence.contains("euros") ? Set.of(0) : Set.of();
          return CompletableFuture.completedFuture(new Verdict.Answered(yes));
        })));
    asks();
    String price = "You will get five hundred euros back.";
    server.session().says(FINE, 2500).says(" " + price, 2200).isDone();
    scene.world().settle();
    phone.passUntilHears(SAY);
    assertThat(phone.heardWords()).containsSubsequence("Welcome.", FINE, SAY).doesNotContain(price);
    assertThat(sentencesAsked).containsExactly("Welcome.", FINE, price);
    assertThat(scene.last(SentenceWithheld.class).rule()).isEqualTo("prices");
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrail_questions", "passed"))
        .isEqualTo(2);
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrail_questions", "withheld"))
        .isEqualTo(1);
    wellBehaved();
  }

  private void wantsToEndTheCall() {
    required = List.of(TERMS);
    asks(false);
    server.session().says("Goodbye.", 900).calls("t1", "end_call", "{}").isDone();
    scene.world().settle();
    phone.passUntilHears("Goodbye.");
  }

  @Test
  void whatHasToBeSaidBeforeTheEndIsSaidWhenTheBotEndsTheCall() {
    wantsToEndTheCall();
    phone.passUntil("has ended", () -> scene.doing().equals("Ended"));
    assertThat(phone.heardWords()).containsSubsequence("Goodbye.", "Our terms hold.");
    assertThat(scene.last(CallEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    assertThat(Told.by(scene.metrics(), "talkspurt_guardrails", "terms")).isEqualTo(1);
    wellBehaved();
  }

  @Test
  void aCallerWhoBreaksIntoThatGoesOnWithTheCall() {
    wantsToEndTheCall();
    phone.passUntilHears("Our terms hold.");
    phone.caller().says("wait there is something else", 1500);
    phone.pass(3000);
    assertThat(scene.doing()).isNotEqualTo("Ended");
    server.session().says("Yes?", 600).calls("t2", "end_call", "{}").isDone();
    scene.world().settle();
    phone.passUntil("has ended", () -> scene.doing().equals("Ended"));
    assertThat(phone.heardWords()).containsSubsequence("Yes?", "Our terms hold.");
    wellBehaved();
  }

  @Test
  void aBotsOwnGreetingIsLookedAt() {
    dials(false);
    server.session().says(PROMISE, 2200);
    scene.world().settle();
    phone.passUntilHears(SAY);
    phone.pass(3000);
    assertThat(phone.heardWords()).doesNotContain(PROMISE);
    assertThat(scene.last(SentenceWithheld.class).turn()).isZero();
    assertThat(scene.doing()).isEqualTo("Listening");
    wellBehaved();
  }

  @Test
  void aCallerWhoBreaksInBeforeTheForbiddenSentenceCutsTheRest() {
    asks(false);
    server.session().tellsWords(FINE).tellsWords(PROMISE);
    server.session().sounds(FINE, 2500).sounds(PROMISE, 2200);
    scene.world().settle();
    phone.passUntilHears(FINE);
    phone.caller().says("stop that now please", 1500);
    phone.pass(3000);
    assertThat(server.session().cuts()).hasSize(2);
    assertThat(server.session().cuts().get(1).audioEndMs())
        .isLessThan(server.session().cuts().get(0).audioEndMs());
    assertThat(phone.heardWords()).doesNotContain(PROMISE);
    server.session().says("Very well.", 600).isDone();
    scene.world().settle();
    phone.passUntilHears("Very well.");
    wellBehaved();
  }

  @Test
  void whatMayBeSaidIsHeardToItsEnd() {
    asks(false);
    server.session().says(FINE, 2500).says("It may take a day or two.", 1800).isDone();
    scene.world().settle();
    phone.passUntilQuiet();
    assertThat(phone.heardWords())
        .containsSubsequence("Welcome.", FINE, "It may take a day or two.");
    assertThat(server.session().cuts()).isEmpty();
    wellBehaved();
  }

  @Test
  void aRuleThatSkipsLetsTheBotGoOn() {
    asks(true);
    server.session().tellsWords(PROMISE).sounds(PROMISE, 2200);
    scene.world().settle();
    phone.passUntilHears(SAY);
    assertThat(server.session().wishes()).hasSize(3);
    server.session().says("Shall I look at it?", 1200).isDone();
    scene.world().settle();
    phone.passUntilHears("Shall I look at it?");
    assertThat(phone.heardWords()).doesNotContain(PROMISE);
    wellBehaved();
  }

  private void wellBehaved() {
    assertThat(server.errors()).isEmpty();
    assertThat(scene.door().refused()).isEmpty();
  }
}
