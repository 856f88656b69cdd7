package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownstreamQueueTest {

  private final DownstreamQueue line = new DownstreamQueue();
  private int sent;

  @ParameterizedTest(name = "{0} sent, {1} behind")
  @CsvSource({
    "0, 3, 0",
    "2, 3, 2",
    "3, 3, 3",
    "50, 3, 3",
    "50, 0, 0",
    "50, -1, 0",
    "50, 39, 39",
    "50, 40, 40",
    "50, 41, 40",
    "500, 2000000000, 40"
  })
  void asManyFramesAreUnheardAsTheLineIsBehind(int frames, int behind, int unheard) {
    line.behind(behind);
    letGo(frames);
    assertThat(line.unheard()).isEqualTo(last(unheard));
  }

  @Test
  void aLineThatHasNotToldAnythingPlaysAtOnce() {
    letGo(5);
    line.asked();
    letGo(30);
    assertThat(line.unheard()).isZero();
  }

  @ParameterizedTest(name = "{0} frames after the mark: {1} unheard")
  @CsvSource({"0, 0", "1, 0", "2, 1", "10, 9", "41, 40", "42, 40", "100, 40"})
  void whatFollowsAMarkThatIsNotToldOfIsUnheard(int after, int unheard) {
    line.behind(0);
    letGo(60);
    line.asked();
    letGo(after);
    assertThat(line.unheard()).isEqualTo(last(unheard));
  }

  @ParameterizedTest(name = "told {0} behind: {1} unheard after 5 more")
  @CsvSource({"0, 0", "19, 19", "20, 20", "21, 24"})
  void aMarkIsToldOfOnceTheLineIsPastIt(int behind, int unheard) {
    line.behind(0);
    letGo(10);
    line.asked();
    letGo(20);
    line.behind(behind);
    letGo(5);
    assertThat(line.unheard()).isEqualTo(last(unheard));
  }

  @Test
  void theOldestMarkThatIsNotToldOfCounts() {
    line.behind(0);
    line.asked();
    letGo(10);
    line.asked();
    letGo(10);
    assertThat(line.unheard()).isEqualTo(last(19));
    line.behind(15);
    assertThat(line.unheard()).as("the first is reported").isEqualTo(last(15));
    letGo(10);
    assertThat(line.unheard()).isEqualTo(last(19));
  }

  @Test
  void fortyMarksAreRemembered() {
    line.behind(0);
    for (int frame = 0; frame < 60; frame++) {
      line.asked();
      letGo(1);
    }
    line.behind(21);
    letGo(10);
    assertThat(line.unheard()).as("the fortieth, at 39, is reported").isEqualTo(last(21));
    line.behind(0);
    line.asked();
    letGo(3);
    assertThat(line.unheard()).as("there is room again").isEqualTo(last(2));
  }

  @Test
  void theLastOfFortyMarksStillCounts() {
    line.behind(0);
    for (int frame = 0; frame < 60; frame++) {
      line.asked();
      letGo(1);
    }
    line.behind(22);
    letGo(10);
    assertThat(line.unheard()).isEqualTo(last(30));
  }

  @Test
  void aRestingLineCatchesUpToNothing() {
    line.behind(2);
    letGo(10);
    line.rested();
    assertThat(line.unheard()).isEqualTo(last(1));
    line.rested();
    assertThat(line.unheard()).isZero();
    line.rested();
    line.behind(0);
    letGo(1);
    assertThat(line.unheard()).isZero();
  }

  @Test
  void aLineThatRestsForLongIsNotAheadAfterwards() {
    line.behind(1);
    IntStream.range(0, 10).forEach(n -> line.rested());
    line.behind(1);
    letGo(4);
    assertThat(line.unheard()).isEqualTo(last(1));
  }

  @Test
  void whatIsFlushedIsNotUnheardAndTheLineIsAsFarBehindAsBefore() {
    line.behind(3);
    letGo(20);
    line.asked();
    letGo(20);
    line.flushed();
    assertThat(line.unheard()).isZero();
    letGo(2);
    assertThat(line.unheard()).isEqualTo(last(2));
    letGo(20);
    assertThat(line.unheard()).as("the mark is gone").isEqualTo(last(3));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itNeverClaimsMoreThanTheLastFortyFrames(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 2000; n++) {
      switch (random.nextInt(8)) {
        case 0 -> line.behind(random.nextInt(60) - 5);
        case 1 -> line.asked();
        case 2 -> line.rested();
        default -> letGo(random.nextInt(4));
      }
      assertThat(line.unheard()).isBetween(0, last(40));
    }
  }

  /** Each frame holds one sample more than the one before. */
  private void letGo(int frames) {
    for (int n = 0; n < frames; n++) {
      line.letGo(++sent);
    }
  }

  private int last(int frames) {
    return IntStream.rangeClosed(Math.max(0, sent - frames) + 1, sent).sum();
  }
}
