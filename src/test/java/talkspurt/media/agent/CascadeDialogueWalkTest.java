package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever happens on a line, what {@link RandomLine} holds does hold. */
class CascadeDialogueWalkTest {

  private static final int LINES = 60;
  private static final int STEPS = 3000;

  @Test
  void aTurnIsAnsweredOnceAndNothingThatWasDiscardedIsSpokenOrDone() {
    RandomLine[] lines = LongStream.range(0, LINES)
        .mapToObj(CascadeDialogueWalkTest::walked)
        .toArray(RandomLine[]::new);
    assertThat(sum(lines, RandomLine::answers)).isGreaterThan(5L * LINES);
    assertThat(sum(lines, RandomLine::fillers)).isGreaterThan(LINES);
    assertThat(sum(lines, RandomLine::askedAhead)).isGreaterThan(LINES);
    assertThat(sum(lines, RandomLine::discards)).isGreaterThan(LINES);
    assertThat(sum(lines, RandomLine::toolsWanted)).isGreaterThan(LINES);
    assertThat(sum(lines, line -> line.over() ? 1 : 0)).isPositive();
    assertThat(sum(lines, line -> line.timeIsOver() ? 1 : 0)).isGreaterThan(LINES / 10);
  }

  private static RandomLine walked(long seed) {
    RandomLine line = new RandomLine(seed);
    try {
      int step = 0;
      while (step < STEPS && line.step()) {
        step++;
      }
      line.settle();
      line.isAnswered();
    } catch (AssertionError wrong) {
      throw new AssertionError("line " + seed, wrong);
    }
    return line;
  }

  private static long sum(RandomLine[] lines, ToLongFunction<RandomLine> what) {
    return LongStream.range(0, lines.length)
        .map(each -> what.applyAsLong(lines[(int) each]))
        .sum();
  }
}
