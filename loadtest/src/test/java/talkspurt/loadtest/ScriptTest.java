package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import talkspurt.loadtest.BargeInTimer.By;

class ScriptTest {
  private final Script script = new Script(8_000);

  @Test
  void saysASoundFromItsSecondOnAndIsSilentElsewhere() {
    script.say(sound(1_000, 200), 0.5);
    assertArrayEquals(new short[160], script.sound(24));
    assertArrayEquals(sound(1_000, 160).samples(), script.sound(25));
    assertArrayEquals(Arrays.copyOf(sound(1_000, 40).samples(), 160), script.sound(26));
    assertArrayEquals(new short[160], script.sound(27));
  }

  @Test
  void theOnsetIsTheFirstLoudFrame() {
    short[] samples = new short[800];
    Arrays.fill(samples, 0, 320, (short) 300);
    Arrays.fill(samples, 320, 800, (short) 400);
    script.say(new Sound(8_000, samples), 1);
    for (int frame = 48; frame < 57; frame++)
      assertEquals(
          frame == 52 ? Set.of(By.VOICE) : Set.of(), script.onsets(frame), "frame " + frame);
  }

  @Test
  void endsWithTheLastLoudFrameOfEachSound() {
    short[] samples = new short[1_600];
    Arrays.fill(samples, 320, 800, (short) 400);
    Arrays.fill(samples, 800, 1_600, (short) 300);
    script.say(new Sound(8_000, samples), 1);
    script.say(new Sound(8_000, new short[1_600]), 3);
    script.say(sound(1_000, 320), 4);
    for (int frame = 0; frame < 250; frame++)
      assertEquals(frame == 54 || frame == 201, script.ends(frame), "frame " + frame);
  }

  @Test
  void soundsThatMeetAreMixed() {
    script.say(sound(20_000, 160), 0);
    script.say(sound(20_000, 160), 0);
    assertArrayEquals(sound(Short.MAX_VALUE, 160).samples(), script.sound(0));
  }

  @Test
  void keysDigits200MsApartAndOnlyTheFirstIsAnOnset() {
    script.key("12#", 0.1);
    script.key("9", 0.1);
    assertEquals("19", script.digits(5));
    assertEquals("2", script.digits(15));
    assertEquals("#", script.digits(25));
    assertEquals("", script.digits(6));
    assertEquals(Set.of(By.DTMF), script.onsets(5));
    assertEquals(Set.of(), script.onsets(15));
  }

  @Test
  void callsStartSpreadOverTheRampAndOverTheBeat() {
    for (long rampMs : List.of(500L, 1_000L)) {
      Set<Long> beats = new HashSet<>();
      for (int call = 0; call < 50; call++) {
        long startsAfter = ramp(rampMs).startsAfterNanos(call);
        assertEquals(rampMs * call / 50.0, startsAfter / 1e6, 20);
        beats.add(startsAfter % Script.FRAME_NANOS / 1_000_000);
      }
      assertEquals(20, beats.size());
    }
  }

  @Test
  void withoutARampAllCallsStartAtOnce() {
    for (int call = 0; call < 50; call++) assertEquals(0, ramp(0).startsAfterNanos(call));
  }

  private RunPlan ramp(long rampMs) {
    return new RunPlan(
        null,
        Optional.empty(),
        Optional.empty(),
        50,
        1,
        rampMs,
        8_000,
        script,
        Optional.empty(),
        Optional.empty());
  }

  private static Sound sound(int value, int length) {
    short[] samples = new short[length];
    Arrays.fill(samples, (short) value);
    return new Sound(8_000, samples);
  }
}
