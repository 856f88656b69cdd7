package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.Intervention.When;

class InterventionsTest {

  private static Intervention say(String id, When when) {
    return Intervention.say(id, "Words of " + id, "desk", when, "", AT);
  }

  private static Verdict ask(CallState call, Intervention one, Instant now) {
    return new CallRequest.Intervene(one).askOf(call, now);
  }

  private static CallState after(CallState call, Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Accept.class);
    return RandomCalls.after(call, (Verdict.Accept) verdict);
  }

  private static CallState with(CallState call, Intervention one) {
    return after(call, ask(call, one, one.at()));
  }

  private static CallState listening() {
    return CallState.after(CallSamples.listening());
  }

  private static Verdict begin(CallState call, String id) {
    Fact turn = new Fact(call.file().turn() + 1, id);
    return new CallRequest.Report("A", turn.taken()).askOf(call, AT.plusSeconds(9));
  }

  private record Fact(int turn, String id) {
    CallRequest.Fact taken() {
      return new CallRequest.Fact.TurnTaken(turn, new TurnInput.Unprompted(id));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "absent, UNKNOWN_CALL",
    "ended, CALL_ENDED",
    "moving, NOT_NOW",
    "expected, ",
    "greeting, ",
    "listening, ",
    "speaking, ",
    "barged, ",
    "lost, "
  })
  void takesWordsInEachLiveState(String state, Refusal why) {
    Verdict verdict = ask(CallSamples.states().get(state), say("s1", When.NOW), AT);
    assertThat(verdict)
        .isEqualTo(
            why == null
                ? Verdict.accept(new SessionChanged(AT, SessionChange.of(say("s1", When.NOW))))
                : Verdict.refuse(why));
  }

  @Test
  void anIdStandsForOneRequest() {
    CallState call = with(listening(), say("s1", When.NOW));
    Intervention later =
        Intervention.say("s1", "Words of s1", "desk", When.NOW, "", AT.plusSeconds(5));
    assertThat(ask(call, later, AT)).isEqualTo(Verdict.known());
    assertThat(ask(call, say("s1", When.WHEN_QUIET), AT))
        .isEqualTo(Verdict.refuse(Refusal.KEY_IN_USE));
    CallState begun = after(call, begin(call, "s1"));
    assertThat(ask(begun, later, AT)).isEqualTo(Verdict.known());
  }

  @Test
  void eachIsBegunOnce() {
    CallState call = with(listening(), say("s1", When.WHEN_QUIET));
    assertThat(begin(call, "s2")).isEqualTo(Verdict.refuse(Refusal.NOT_NOW));
    assertThat(begin(call, "s1"))
        .isEqualTo(Verdict.accept(new BotBegan(AT.plusSeconds(9), 1, "s1")));
    CallState saying = after(call, begin(call, "s1"));
    Instruction.Answer answer = (Instruction.Answer) saying.instruction();
    assertThat(answer.plan().session().behind(answer.cue()).orElseThrow().words())
        .isEqualTo("Words of s1");
    assertThat(answer.plan().session().next()).isEmpty();
    CallState over = after(
        saying,
        new CallRequest.Report(
                "A", new CallRequest.Fact.SpeechPlayed(1, CallSamples.words("Words of s1")))
            .askOf(saying, AT));
    assertThat(begin(over, "s1")).isEqualTo(Verdict.refuse(Refusal.NOT_NOW));
  }

  @Test
  void whatIsWantedNowGoesFirstAndTheRestInOrder() {
    CallState call = listening();
    for (Intervention one :
        List.of(say("s1", When.WHEN_QUIET), say("s2", When.AFTER_SENTENCE), say("s3", When.NOW))) {
      call = with(call, one);
    }
    for (String next : List.of("s3", "s1", "s2")) {
      assertThat(call.file().plan().session().next().orElseThrow().id()).isEqualTo(next);
      call = call.with(call.file().begun(new BotBegan(AT, 1, next)));
    }
    assertThat(call.file().plan().session().next()).isEmpty();
  }

  @Test
  void soManyMayWait() {
    CallState call = listening();
    for (int n = 0; n < Interventions.MAX_WAITING; n++) {
      call = with(call, say("s" + n, When.NOW));
    }
    assertThat(ask(call, say("more", When.NOW), AT.plusSeconds(600)))
        .isEqualTo(Verdict.refuse(Refusal.TOO_MANY_WORDS));
    call = call.with(call.file().begun(new BotBegan(AT, 1, "s0")));
    assertThat(ask(call, say("more", When.NOW), AT.plusSeconds(600)))
        .isInstanceOf(Verdict.Accept.class);
  }

  @Test
  void soManyMayComeInAMinute() {
    CallState call = listening();
    for (int n = 0; n < Interventions.MAX_RATE; n++) {
      call = with(call, Intervention.hint("h" + n, "VIP", "desk", false, When.WHEN_QUIET, AT));
    }
    Intervention more = Intervention.hint("h", "VIP", "desk", false, When.WHEN_QUIET, AT);
    assertThat(ask(call, more, AT.plusSeconds(59)))
        .isEqualTo(Verdict.refuse(Refusal.TOO_MANY_WORDS));
    assertThat(ask(call, more, AT.plusSeconds(60))).isInstanceOf(Verdict.Accept.class);
  }

  @Test
  void soManyMayComeInAll() {
    CallState call = listening();
    for (int n = 0; n < Interventions.MAX_IN_ALL - 1; n++) {
      Intervention one = Intervention.hint("h" + n, "VIP", "desk", false, When.WHEN_QUIET, AT);
      call = call.moved(new CallEvent.SessionChanged(AT, SessionChange.of(one)));
    }
    Intervention last = Intervention.hint("last", "VIP", "desk", false, When.WHEN_QUIET, AT);
    assertThat(ask(call, last, AT.plusSeconds(600))).isInstanceOf(Verdict.Accept.class);
    Intervention more = Intervention.hint("more", "VIP", "desk", false, When.WHEN_QUIET, AT);
    call = call.moved(new CallEvent.SessionChanged(AT, SessionChange.of(last)));
    assertThat(ask(call, more, AT.plusSeconds(600)))
        .isEqualTo(Verdict.refuse(Refusal.TOO_MANY_WORDS));
  }

  @Test
  void wordsSurviveALostLineAndALateCallStart() {
    CallState call = with(listening(), say("s1", When.NOW));
    call =
        call.moved(CallSamples.lost(LineLoss.NODE_LOST)).moved(new CallEvent.LineAttached(AT, "B"));
    Instruction.Listen listen = (Instruction.Listen) call.instruction();
    assertThat(listen.plan().session().next().orElseThrow().id()).isEqualTo("s1");
  }

  @Test
  void anotherLanguageIsThatOfThePlanAndNoOtherCallStart() {
    CallState call = listening();
    SessionChange french = new SessionChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of("fr"),
        Optional.empty(),
        List.of());
    CallState changed = after(call, new CallRequest.ChangeSession(french, true).askOf(call, AT));
    assertThat(changed.file().plan().language()).isEqualTo("fr");
    assertThat(new CallRequest.Register(CallSamples.PLAN).askOf(changed, AT))
        .isEqualTo(Verdict.known());
    CallPlan other = CallSamples.plan("1", "2", "default");
    assertThat(new CallRequest.Register(other).askOf(changed, AT))
        .isEqualTo(Verdict.refuse(Refusal.ALREADY_REGISTERED));
  }

  @Test
  void turnSettingsAddUp() {
    SessionChange one = SessionChange.NONE.then(turn("end-of-turn", "1"));
    SessionChange both = one.then(turn("pre-roll", "2")).then(turn("end-of-turn", "3"));
    assertThat(both.turn()).isEqualTo(Map.of("end-of-turn", "3", "pre-roll", "2"));
  }

  private static SessionChange turn(String name, String value) {
    return new SessionChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(name, value),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void printsNoWords() {
    assertThat(say("s1", When.NOW).toString()).doesNotContain("Words");
    assertThat(SessionChange.of(say("s1", When.NOW)).toString()).doesNotContain("Words");
  }
}
