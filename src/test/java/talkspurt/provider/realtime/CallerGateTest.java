package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;

class CallerGateTest {

  private static final int FRAME = 480;

  private final CallerGate gate = new CallerGate(24_000, 24_000 * 200 / 1000);

  @Test
  void closedItKeepsWhatWasHeardLast() {
    for (int i = 1; i <= 100; i++) {
      assertThat(gate.hear(frame(i))).isEmpty();
    }
    List<short[]> preRoll = gate.open();
    assertThat(preRoll).hasSize(2).allSatisfy(piece -> assertThat(piece).hasSize(2400));
    assertThat(preRoll.get(0)[0]).isEqualTo((short) 91);
    assertThat(preRoll.get(1)[2399]).isEqualTo((short) 100);
  }

  @Test
  void openItLetsPiecesOfAHundredMillisecondsGo() {
    gate.open();
    for (int i = 1; i <= 4; i++) {
      assertThat(gate.hear(frame(i))).isEmpty();
    }
    assertThat(gate.hear(frame(5))).hasSize(1);
    assertThat(gate.hear(frame(6))).isEmpty();
    assertThat(gate.close())
        .hasSize(1)
        .first()
        .satisfies(rest -> assertThat(rest).hasSize(FRAME));
    assertThat(gate.close()).isEmpty();
  }

  @Test
  void everySampleGoesOnceAndInItsOrder() {
    gate.open();
    int sent = 0;
    for (int i = 1; i <= 13; i++) {
      for (short[] piece : gate.hear(frame(i))) {
        for (short sample : piece) {
          assertThat(sample).isEqualTo((short) (sent / FRAME + 1));
          sent++;
        }
      }
    }
    for (short[] piece : gate.close()) {
      sent += piece.length;
    }
    assertThat(sent).isEqualTo(13 * FRAME);
  }

  @Test
  void theLinesRateIsConverted() {
    gate.open();
    int samples = 0;
    for (int i = 0; i < 50; i++) {
      for (short[] piece : gate.hear(new AudioFrame(8000, new short[160]))) {
        samples += piece.length;
      }
    }
    assertThat(samples).isBetween(21_600, 24_000);
  }

  @Test
  void atTheLinesOwnRateEverySampleGoesAsItIs() {
    CallerGate telephone = new CallerGate(8000, 1600);
    telephone.open();
    short[] samples = new short[800];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) i;
    }
    assertThat(telephone.hear(new AudioFrame(8000, samples))).singleElement().isEqualTo(samples);
  }

  private static AudioFrame frame(int value) {
    short[] samples = new short[FRAME];
    Arrays.fill(samples, (short) value);
    return new AudioFrame(24_000, samples);
  }
}
