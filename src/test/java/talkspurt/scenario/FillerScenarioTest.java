package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenPart.Kind;
import talkspurt.call.SpokenText;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakeCallDoor;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeResponder;
import talkspurt.fake.Told;
import talkspurt.media.profile.Filler;
import talkspurt.provider.Responder;
import talkspurt.provider.agent.FallbackResponder;

/** Fillers and apologies are no answers: not in figures, not in transcripts, not for the agent. */
class FillerScenarioTest {

  private static final String WAIT = "One moment.";
  private static final String ANSWER = "We are open from nine in the morning.";

  private final CallScene scene =
      new CallScene().filler(new Filler(Duration.ofMillis(2500), List.of(WAIT), 2));
  private final FakeResponder agent = scene.responder();
  private FakePhone phone;

  @AfterEach
  void end() {
    assertThat(scene.door().refused()).isEmpty();
    scene.close();
  }

  private void asks(String words) {
    if (phone == null) {
      agent.to("hours", ANSWER).thenFails("bad").to("late", "We are").thenFails("late");
      scene.announce();
      phone = scene.dial();
      phone.passUntilHears(CallScene.GREETING);
    }
    phone.passUntilQuiet();
    phone.caller().says(words, 800);
    phone.pass(800);
  }

  private double latency() {
    return Told.sum(scene.metrics(), "talkspurt_response_latency_seconds", "whole");
  }

  private static SpokenText filler(String words) {
    return SpokenText.of(Kind.FILLER, words);
  }

  private static SpokenText apology() {
    return SpokenText.of(Kind.APOLOGY, CallScene.APOLOGY);
  }

  private static SpokenText answer(String words) {
    return new SpokenText(words);
  }

  private List<Responder.Line> ofTheBot() {
    Responder.Request last = agent.asked().get(agent.asked().size() - 1);
    return last.history().stream()
        .filter(line -> line.speaker() == Responder.Speaker.BOT)
        .skip(1) // the greeting
        .toList();
  }

  private static Responder.Line line(String words, boolean failed) {
    return new Responder.Line(Responder.Speaker.BOT, words, false, failed);
  }

  @Test
  void anApologyIsNoAnswer() {
    asks("bad");
    phone.passUntilHears(CallScene.APOLOGY);
    phone.passUntilQuiet();
    assertThat(latency()).isZero();
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(apology());
    assertThat(scene.last(ReplyFailed.class).turn()).isEqualTo(1);
    asks("hours");
    phone.passUntilHears(ANSWER);
    assertThat(ofTheBot()).containsExactly(line("", true));
    assertThat(latency()).isPositive();
  }

  @Test
  void anAnswerThatBreaksOffIsAnAnswerUpToThere() {
    asks("late");
    phone.passUntilHears(CallScene.APOLOGY);
    assertThat(latency()).isPositive();
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(answer("We are").then(apology()));
    asks("hours");
    phone.passUntilHears(ANSWER);
    assertThat(ofTheBot()).containsExactly(line("We are", true));
  }

  @Test
  void theAnswerBehindAFillerCountsFromItsOwnFirstSound() {
    agent.thinks(Duration.ofMillis(4000));
    asks("hours");
    phone.passUntilHears(WAIT);
    phone.pass(200);
    assertThat(latency()).isZero();
    phone.passUntilHears(ANSWER);
    assertThat(latency()).isCloseTo(4.7, within(0.1));
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(filler(WAIT).then(answer(ANSWER)));
    agent.thinks(Duration.ZERO);
    asks("hours");
    phone.passUntilHears(ANSWER);
    assertThat(ofTheBot()).containsExactly(line(ANSWER, false));
  }

  @Test
  void anAnswerInTheWordsOfAFillerIsAnAnswer() {
    agent.to("wait", WAIT, "To five.");
    asks("wait");
    phone.passUntilHears("To five.");
    phone.passUntilQuiet();
    assertThat(latency()).isPositive();
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(answer(WAIT + " To five."));
  }

  @Test
  void aFillerThatIsCutLeavesNothingOfTheAgents() {
    agent.thinks(Duration.ofMillis(9000));
    asks("hours");
    phone.passUntilHears(WAIT);
    phone.pass(300);
    agent.thinks(Duration.ZERO);
    phone.caller().says("operator please now", 1500);
    phone.passUntilHears("Sorry?");
    SpokenText heard = scene.last(FloorYielded.class).heard();
    assertThat(heard.parts()).extracting(SpokenPart::kind).containsOnly(Kind.FILLER);
    assertThat(agent.cuts()).extracting(Responder.Cut::heard).containsExactly("");
    assertThat(agent.cuts().get(0).playedMs()).isBetween(300, 600);
    assertThat(ofTheBot()).isEmpty();
  }

  @Test
  void anAnswerThatIsCutBehindAFillerIsToldAsFarAsItWasHeard() {
    agent.thinks(Duration.ofMillis(4000));
    asks("hours");
    phone.passUntilHears(ANSWER);
    phone.pass(900);
    agent.thinks(Duration.ZERO);
    phone.caller().says("operator please now", 1500);
    phone.passUntilHears("Sorry?");
    SpokenText heard = scene.last(FloorYielded.class).heard();
    assertThat(heard.text()).startsWith(WAIT + " We are");
    assertThat(heard.parts())
        .extracting(SpokenPart::kind)
        .containsExactly(Kind.FILLER, Kind.ANSWER);
    assertThat(ANSWER).startsWith(heard.answer().text());
    assertThat(agent.cuts())
        .extracting(Responder.Cut::heard)
        .containsExactly(heard.answer().text());
    assertThat(ofTheBot()).containsExactly(line(heard.answer().text(), false));
  }

  @Test
  void wordsForAWaitBeforeTheTurnIsKeptAreMarkedAlike() {
    asks("hours");
    scene.door().mood(FakeCallDoor.Mood.HEARS_NOTHING);
    phone.passUntilHears(WAIT);
    scene.door().mood(FakeCallDoor.Mood.ANSWERS);
    phone.passUntilHears(ANSWER);
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(filler(WAIT).then(answer(ANSWER)));
    assertThat(agent.asked().get(agent.asked().size() - 1).heard()).isEmpty();
  }

  @Test
  void aLineThatIsLostInAFillerGoesOnWithTheWholeAnswer() {
    agent.thinks(Duration.ofMillis(4000));
    asks("hours");
    phone.passUntilHears(WAIT);
    phone.pass(400);
    phone.hangUp();
    assertThat(scene.last(SpeechCut.class).words().parts())
        .extracting(SpokenPart::kind)
        .containsOnly(Kind.FILLER);
    phone = scene.dial();
    phone.passUntilHears(ANSWER);
    phone.passUntilQuiet();
    assertThat(agent.asked().get(agent.asked().size() - 1).heard()).isEmpty();
    assertThat(scene.last(ReplyPlayed.class).heard().answer()).isEqualTo(answer(ANSWER));
  }

  @Test
  void theAnswerOfAFallbackIsAnAnswer() {
    FakeResponder broken = new FakeResponder(scene.world()).thenFails("hours");
    scene.agent(new FallbackResponder(List.of(broken, agent), (provider, kind) -> {}));
    asks("hours");
    phone.passUntilHears(ANSWER);
    phone.passUntilQuiet();
    assertThat(latency()).isPositive();
    assertThat(scene.last(ReplyFailed.class).failure().madeGood()).isTrue();
    assertThat(scene.last(ReplyPlayed.class).heard()).isEqualTo(answer(ANSWER));
  }
}
