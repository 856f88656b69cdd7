package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateChangeTest {

  private static final int FRAME = 160;
  private static final int FRAMES = 10;

  @ParameterizedTest(name = "a tone of {1} Hz, {0} times 8 kHz: down {2}, up and down {2}")
  @CsvSource({
    "2, 300, 1",
    "2, 1000, 1",
    "2, 3000, 1",
    "2, 5000, 0",
    "2, 7000, 0",
    "3, 1000, 1",
    "3, 11000, 0",
    "6, 1000, 1",
    "6, 3000, 1",
    "6, 5000, 0",
    "6, 20000, 0"
  })
  void whatEightKilohertzHoldPasses(int factor, double hz, double gain) {
    RateChange down = new RateChange(factor, true, FRAME * factor);
    float[] narrow = new float[FRAMES * FRAME];
    for (int frame = 0; frame < FRAMES; frame++) {
      float[] out = new float[FRAME];
      down.down(
          tone(hz, 8000 * factor, frame * FRAME * factor, FRAME * factor), FRAME * factor, out);
      System.arraycopy(out, 0, narrow, frame * FRAME, FRAME);
    }
    for (int n = 2 * RateChange.LOBES; n < narrow.length; n++) {
      double expected = gain * Math.sin(2 * Math.PI * hz * (n - RateChange.LOBES) / 8000);
      assertThat((double) narrow[n]).isCloseTo(expected, within(0.02));
    }
  }

  @ParameterizedTest(name = "a tone of {1} Hz to {0} times 8 kHz")
  @CsvSource({"2, 300", "2, 3000", "3, 1000", "6, 2500"})
  void aToneIsTheSameAtAHigherRate(int factor, double hz) {
    RateChange up = new RateChange(factor, false, FRAME);
    float[] wide = new float[FRAMES * FRAME * factor];
    for (int frame = 0; frame < FRAMES; frame++) {
      float[] out = new float[FRAME * factor];
      up.up(tone(hz, 8000, frame * FRAME, FRAME), FRAME, out);
      System.arraycopy(out, 0, wide, frame * FRAME * factor, out.length);
    }
    for (int n = 2 * RateChange.LOBES * factor; n < wide.length; n++) {
      double place = n / (double) factor - RateChange.LOBES;
      assertThat((double) wide[n])
          .isCloseTo(Math.sin(2 * Math.PI * hz * place / 8000), within(0.02));
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void silenceIsTheSameWhetherWorkedOnOrNot(boolean down) {
    RateChange change = new RateChange(2, down, 2 * FRAME);
    RateChange humming = new RateChange(2, down, 2 * FRAME);
    for (int frame = 0; frame < 12; frame++) {
      boolean sounds = frame / 3 % 2 == 1;
      float[] in = sounds ? tone(440, 8000, frame * FRAME, FRAME) : new float[FRAME];
      float[] hum = in.clone();
      hum[0] += sounds ? 0 : 1e-9f;
      float[] out = new float[2 * FRAME];
      float[] expected = new float[2 * FRAME];
      java.util.Arrays.fill(out, 0, down ? FRAME / 2 : 2 * FRAME, 1);
      if (down) {
        change.down(in, FRAME, out);
        humming.down(hum, FRAME, expected);
      } else {
        change.up(in, FRAME, out);
        humming.up(hum, FRAME, expected);
      }
      assertThat(out).as("frame %d", frame).containsExactly(expected, within(1e-8f));
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void whatIsLeftOfASoundComesThoughSilenceComesInSmallPieces(boolean down) {
    RateChange change = new RateChange(2, down, 2 * FRAME);
    float[] tail = new float[2 * FRAME];
    float heard = 0;
    for (int piece = 0; piece < 6; piece++) {
      float[] in = piece == 0 ? tone(440, 8000, 0, FRAME) : new float[4];
      if (down) {
        change.down(in, in.length, tail);
      } else {
        change.up(in, in.length, tail);
      }
      heard = Math.max(Math.abs(tail[0]), Math.abs(tail[1]));
      assertThat(heard).as("piece %d", piece).isGreaterThanOrEqualTo(piece == 0 ? 0 : 0.001f);
    }
  }

  private static float[] tone(double hz, int rateHz, int from, int count) {
    float[] tone = new float[count];
    for (int n = 0; n < count; n++) {
      tone[n] = (float) Math.sin(2 * Math.PI * hz * (from + n) / rateHz);
    }
    return tone;
  }
}
