package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.Destination;
import talkspurt.call.NextStep;

class NextAnswerTest {

  private static final Map<NextStep, String> LINES = Map.of(
      new NextStep.Reconnect(), "reconnect 192.0.2.7:9092",
      new NextStep.Transfer(new Destination("sales,*700#,n+1")), "transfer sales,*700#,n+1",
      new NextStep.Lost(), "lost",
      new NextStep.Busy(), "busy",
      new NextStep.HangUp(), "hangup");

  @Test
  void everyStepIsOneLineForADialplan() {
    LINES.forEach((step, line) -> assertThat(
            NextAnswer.of(step, new AudioPlace("192.0.2.7:9092", Optional.empty()))
                .line())
        .isEqualTo(line));
  }

  @Test
  void onlyALineThatComesAgainHasAToken() {
    LINES.forEach((step, line) -> assertThat(
            NextAnswer.of(step, new AudioPlace("192.0.2.7:9092", Optional.of("abc")))
                .line())
        .isEqualTo(step instanceof NextStep.Reconnect ? line + " abc" : line));
  }

  @Test
  void noStepIsForgotten() {
    assertThat(LINES.keySet().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(NextStep.class.getPermittedSubclasses());
  }
}
