package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecognitionGateTest {

  private final RecognitionGate gate = new RecognitionGate();

  private void hear(int frames, float speech) {
    for (int k = 0; k < frames; k++) {
      gate.next(speech, speech > 0.5f);
    }
  }

  @Test
  void opensBeforeTheSpeechAndClosesAfterIt() {
    hear(50, 0);
    hear(50, 0.9f);
    hear(50, 0);
    assertThat(gate.end()).containsExactly(new Span(0.64, 2.42));
  }

  @Test
  void neverHandsOnTheSameSoundTwice() {
    hear(5, 0.9f);
    hear(21, 0);
    hear(5, 0.9f);
    assertThat(gate.end()).containsExactly(new Span(0, 0.52), new Span(0.52, 0.62));
  }

  @Test
  void staysClosedInSilence() {
    hear(100, 0.4f);
    assertThat(gate.end()).isEmpty();
  }
}
