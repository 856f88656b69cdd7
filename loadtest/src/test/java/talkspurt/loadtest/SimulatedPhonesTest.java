package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.loadtest.AudioSocketMessage.Audio;

class SimulatedPhonesTest {
  private static final Audio FRAME = new Audio(8_000, new short[160]);
  private static final Audio WIDE = new Audio(16_000, new short[320]);
  private static final double LOUD = -20;
  private static final double QUIET = -80;

  private final Counters tally = new Counters();
  private final SimulatedPhones reception = new SimulatedPhones(tally, ms(1_000));

  @Test
  void timesTheFirstAudioAndTheFirstSound() {
    reception.heard(ms(1_005), FRAME, QUIET);
    reception.heard(ms(1_025), FRAME, -50);
    reception.heard(ms(1_045), FRAME, LOUD);
    assertEquals(OptionalDouble.of(5), tally.firstAudio.percentile(50));
    assertEquals(OptionalDouble.of(45), tally.firstSound.percentile(50));
    assertEquals(1, tally.firstSound.count());
  }

  @Test
  void timesTheIntervalsAndCountsTheLongOnes() {
    for (int at : new int[] {1_000, 1_020, 1_119, 1_219, 1_219})
      reception.heard(ms(at), FRAME, QUIET);
    assertEquals(4, tally.interval.count());
    assertEquals(OptionalDouble.of(0), tally.interval.percentile(25));
    assertEquals(OptionalDouble.of(100), tally.interval.percentile(100));
    assertEquals(1, tally.longGaps);
  }

  @Test
  void hasNoLeadWhenFramesComeOnTheBeat() {
    for (int i = 0; i < 10; i++) reception.heard(ms(1_000 + 20 * i), FRAME, QUIET);
    assertEquals(OptionalDouble.of(0), tally.lead.percentile(1));
    assertEquals(OptionalDouble.of(0), tally.lead.percentile(100));
  }

  @Test
  void leadIsWhatCameBeforeItsTime() {
    for (int i = 0; i < 5; i++) reception.heard(ms(1_000), FRAME, QUIET);
    assertEquals(OptionalDouble.of(80), tally.lead.percentile(100));
    reception.heard(ms(1_130), FRAME, QUIET);
    assertEquals(OptionalDouble.of(-30), tally.lead.percentile(1));
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "219, 0", "220, 0", "240, 0", "259, 0", "260, 3", "400, 10"})
  void countsFramesLostBeyondTwo(int endMs, long lost) {
    for (int i = 0; i < 10; i++) reception.heard(ms(1_000 + 20 * i), FRAME, QUIET);
    reception.end(ms(1_000 + endMs));
    assertEquals(lost, tally.framesLost);
    assertEquals(0, tally.callsWithoutAudio);
  }

  @Test
  void aCallThatHearsNothingLostEverything() {
    reception.end(ms(3_000));
    assertEquals(100, tally.framesLost);
    assertEquals(1, tally.callsWithoutAudio);
  }

  @Test
  void theKindMayChangeWhileTheCallSettlesAndNotAfter() {
    reception.heard(ms(1_020), FRAME, QUIET);
    reception.heard(ms(1_500), WIDE, QUIET);
    assertEquals(Map.of(), tally.protocolErrors);
    reception.heard(ms(1_501), FRAME, QUIET);
    reception.heard(ms(1_521), FRAME, QUIET);
    assertEquals(Map.of("audio_kind_changed", 1L), tally.protocolErrors);
  }

  private static long ms(long ms) {
    return ms * 1_000_000;
  }
}
