package talkspurt.answering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.answering.FaxTone.Tone;

class FaxToneTest {

  private static final int RATE = 8000;

  private final FaxTone fax = new FaxTone(RATE);
  private final Random random = new Random(19);
  private int at;

  @ParameterizedTest
  @CsvSource({"2085", "2100", "2115"})
  void hearsTheAnsweringToneInNoise(double hz) {
    assertEquals(Tone.NONE, play(580, tone(hz)));
    assertEquals(Tone.CED, play(20, tone(hz)));
  }

  @Test
  void hearsTheAnsweringToneWithPhaseReversals() {
    // as machines do, every 450 ms: in the middle of a frame, which is cancelled
    IntToDoubleFunction reversing =
        i -> (i / 3600 % 2 == 0 ? 1 : -1) * tone(2100).applyAsDouble(i);
    assertEquals(Tone.NONE, play(600, reversing));
    assertEquals(Tone.CED, play(20, reversing));
  }

  @Test
  void startsAgainAfterTwoMissingFrames() {
    play(580, tone(2100));
    play(40, silence());
    assertEquals(Tone.NONE, play(580, tone(2100)));
  }

  @ParameterizedTest
  @CsvSource({
    "1062,500,3000,CNG",
    "1100,440,3400,CNG",
    "1138,560,2600,CNG",
    "1100,500,1000,NONE",
    "1100,500,4500,NONE",
    "1100,200,3000,NONE",
    "1100,900,3000,NONE",
    "1000,500,3000,NONE",
    "1400,500,3000,NONE"
  })
  void hearsTheCallingToneByItsCadence(double hz, int onMs, int offMs, Tone expected) {
    play(onMs, tone(hz));
    assertEquals(Tone.NONE, play(offMs, silence()));
    play(onMs, tone(hz));
    assertEquals(expected, play(100, silence()));
  }

  @ParameterizedTest
  @CsvSource({"400", "440", "950", "1400", "2000", "2200"})
  void isNotMisledByOtherTones(double hz) {
    assertEquals(Tone.NONE, play(3000, tone(hz)));
  }

  @Test
  void isNotMisledByNoiseOrTwoTones() {
    assertEquals(Tone.NONE, play(3000, i -> 6000 * random.nextGaussian()));
    assertEquals(
        Tone.NONE, play(3000, i -> tone(2100).applyAsDouble(i) + tone(697).applyAsDouble(i)));
  }

  @Test
  void refusesFramesOfAnotherLength() {
    assertThrows(IllegalArgumentException.class, () -> fax.on(new short[320]));
    assertThrows(IllegalArgumentException.class, () -> new FaxTone(7999));
  }

  private Tone play(int ms, IntToDoubleFunction sound) {
    Tone last = Tone.NONE;
    for (int frame = 0; frame < ms / 20; frame++) {
      short[] samples = new short[160];
      for (int i = 0; i < samples.length; i++) {
        double value = sound.applyAsDouble(at++) + 150 * random.nextGaussian();
        samples[i] = (short) Math.max(-32768, Math.min(32767, value));
      }
      last = fax.on(samples);
    }
    return last;
  }

  private static IntToDoubleFunction tone(double hz) {
    return i -> 3000 * Math.sin(2 * Math.PI * hz * i / RATE);
  }

  private static IntToDoubleFunction silence() {
    return i -> 0;
  }
}
