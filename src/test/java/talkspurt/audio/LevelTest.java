package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import talkspurt.fake.Sounds;

class LevelTest {

  @Test
  void aSquareWaveAtFullScaleIsZero() {
    short[] square = new short[160];
    Arrays.fill(square, Short.MIN_VALUE);
    assertThat(Level.dbfs(square)).isCloseTo(0, within(0.001));
  }

  @Test
  void aSineIsItsRootMeanSquare() {
    short[] tone = Sounds.tones(8000, 1000, -20, 1000).samples();
    assertThat(Level.dbfs(tone)).isCloseTo(-20, within(0.01));
  }

  @Test
  void silenceAndNothingAreTheLowest() {
    assertThat(Level.dbfs(new short[160])).isEqualTo(Level.SILENCE_DBFS);
    assertThat(Level.dbfs(new short[0])).isEqualTo(Level.SILENCE_DBFS);
  }
}
