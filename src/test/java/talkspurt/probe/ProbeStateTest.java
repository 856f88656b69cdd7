package talkspurt.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.probe.ProbeResult.Kind;
import talkspurt.probe.ProbeState.Asking;
import talkspurt.probe.ProbeState.AwaitingAnswer;
import talkspurt.probe.ProbeState.HearingGreeting;
import talkspurt.probe.ProbeState.Limits;
import talkspurt.probe.ProbeState.Over;
import talkspurt.probe.ProbeState.Sound;

class ProbeStateTest {

  private static final Limits LIMITS = new Limits(100, 10, 100);

  /** L: loud, q: quiet, -: nothing; a number is how often. */
  private static ProbeState after(String sounds) {
    return after(ProbeState.AwaitingGreeting.BEGIN, sounds);
  }

  private static ProbeState after(ProbeState begin, String sounds) {
    ProbeState state = begin;
    for (String some : sounds.split(" ")) {
      char kind = some.charAt(some.length() - 1);
      Sound sound = kind == 'L' ? Sound.LOUD : kind == 'q' ? Sound.QUIET : Sound.NONE;
      for (int n = Integer.parseInt(some.substring(0, some.length() - 1)); n > 0; n--) {
        state = state.after(sound, LIMITS);
      }
    }
    return state;
  }

  @Test
  void aCallThatGoesWellIsTimed() {
    String greeted = "20q 30L 10q 30L 50q";
    assertThat(after(greeted)).isEqualTo(new Asking(400, 0));
    assertThat(after(greeted + " 9q")).isEqualTo(new Asking(400, 9));
    assertThat(after(greeted + " 10q")).isEqualTo(new AwaitingAnswer(400, 0, 0));
    assertThat(after(greeted + " 10q 30q 20L 49q")).isNotInstanceOf(Over.class);
    assertThat(after(greeted + " 10q 30q 20L 50q"))
        .isEqualTo(new Over(
            new ProbeResult(Kind.ANSWERED, "", OptionalLong.of(400), OptionalLong.of(600))));
  }

  @ParameterizedTest
  @CsvSource({
    "100-, no-audio",
    "100q, no-greeting",
    "50q 50-, no-greeting",
    "90q 4L 6q, no-greeting",
    "20q 30L 50q 10q 100q, no-answer",
    "20q 30L 50q 10q 100-, no-answer",
    "20q 30L 50q 10q 96q 4L, no-answer",
    "20q 30L 50q 10L 95q 5L 50-, answered",
  })
  void whatIsMissingIsNamed(String sounds, String kind) {
    assertThat(((Over) after(sounds)).result().kind().label()).isEqualTo(kind);
  }

  @Test
  void nothingIsOverBeforeItsTime() {
    assertThat(after("99-")).isNotInstanceOf(Over.class);
    assertThat(after("20q 30L 50q 10q 99q")).isInstanceOf(AwaitingAnswer.class);
  }

  @Test
  void clicksAreNoVoice() {
    assertThat(after("10q 4L 1q 4L 1- 4L")).isInstanceOf(ProbeState.AwaitingGreeting.class);
    assertThat(after("10q 5L")).isEqualTo(new HearingGreeting(200, 0, 0));
  }

  @Test
  void aGreetingThatDoesNotEndIsSpokenInto() {
    assertThat(after("5L 999L")).isInstanceOf(HearingGreeting.class);
    assertThat(after("5L 1000L")).isEqualTo(new Asking(0, 0));
  }

  @Test
  void anAnswerIsListenedToForTenSecondsAtMost() {
    String asked = "5L 50q 10q";
    assertThat(after(asked + " 5L 499L")).isNotInstanceOf(Over.class);
    assertThat(after(asked + " 5L 500L")).isInstanceOf(Over.class);
  }

  @Test
  void limitsAreThoseOfThePlan() {
    assertThat(Limits.of(plan(new short[161], ""))).isEqualTo(new Limits(100, 2, 150));
    assertThat(Limits.of(plan(new short[0], "12#"))).isEqualTo(new Limits(100, 30, 150));
  }

  private static ProbePlan plan(short[] question, String keys) {
    return new ProbePlan(
        "",
        "probe",
        new AudioFrame(8000, question),
        keys,
        List.of(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        -45);
  }
}
