package talkspurt.loadtest.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordedGapTest {
  private final short[] said = new short[Phone.RATE_HZ];
  private final short[] heard = new short[Phone.RATE_HZ];

  private static void sound(short[] track, int from, int to) {
    for (int at = from; at < to; at++) track[at] = (short) (at % 2 == 0 ? 4000 : -4000);
  }

  /** What is recorded from a moment on was said before it: it was sent then. */
  @Test
  void aGapIsFromTheLastSampleSaidToTheFirstHeard() {
    sound(said, 800, 2403);
    sound(heard, 4007, 5000);
    RecordedGap gap = RecordedGap.in(said, heard, 0, said.length).orElseThrow();
    assertEquals(2403 - Phone.FRAME, gap.saidUntil());
    assertEquals(4007, gap.heardFrom());
    assertEquals((4007 - 2403 + Phone.FRAME) / 8.0, gap.ms());
  }

  @Test
  void onlyThatPartCounts() {
    sound(said, 800, 1600);
    sound(heard, 100, 700);
    sound(heard, 3000, 3400);
    sound(said, 5000, 5600);
    assertEquals(3000, RecordedGap.in(said, heard, 750, 4000).orElseThrow().heardFrom());
    assertTrue(RecordedGap.in(said, heard, 4000, said.length).isEmpty());
    assertTrue(RecordedGap.in(said, heard, 6000, said.length).isEmpty());
  }

  @Test
  void whatIsHardlyThereIsSilence() {
    sound(said, 800, 1600);
    Arrays.fill(said, 1600, 3000, (short) 20);
    Arrays.fill(heard, 0, heard.length, (short) 20);
    sound(heard, 4000, 4100);
    RecordedGap gap = RecordedGap.in(said, heard, 0, said.length).orElseThrow();
    assertTrue(gap.saidUntil() <= 1600 + RecordedGap.BLOCK - Phone.FRAME);
    assertTrue(gap.heardFrom() <= 4000 && gap.heardFrom() > 4000 - RecordedGap.BLOCK);
  }
}
