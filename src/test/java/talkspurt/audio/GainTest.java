package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GainTest {

  @ParameterizedTest
  @CsvSource({
    "6.0206, 1000, 2000",
    "6.0206, -1000, -2000",
    "-6.0206, 32766, 16383",
    "-6.0206, -32768, -16384",
    "6.0206, 11599, 23198",
    "-20, 105, 11",
    "-20, 104, 10",
  })
  void soundIsMadeLouderOrQuieter(double db, short sample, short made) {
    assertThat(made(db, sample)).isEqualTo(made);
  }

  @Test
  void whatHasNoRoomIsBentAndKeepsItsOrder() {
    int before = 0;
    for (int sample = 0; sample <= 32_767; sample++) {
      int made = made(12, (short) sample);
      assertThat(made).isBetween(before, 32_767);
      assertThat(made(12, (short) -sample)).isEqualTo(-made);
      before = made;
    }
    assertThat(made(12, (short) 7000)).isBetween(27_400, 27_700);
    assertThat(made(12, (short) 8000)).isBetween(29_900, 30_200);
  }

  @Test
  void withoutAGainTheSoundIsTheSame() {
    AudioFrame sound = AudioFrame.silence(8000);
    assertThat(Gain.NONE.of(sound)).isSameAs(sound);
    assertThat(new Gain(1).of(sound).rateHz()).isEqualTo(8000);
  }

  private static int made(double db, short sample) {
    return new Gain(db).of(new AudioFrame(8000, new short[] {sample})).samples()[0];
  }
}
