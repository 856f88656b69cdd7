package talkspurt.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.loop.TickGrid.Tick;

class TickGridTest {

  private static final long MS = 1_000_000L;

  @ParameterizedTest(name = "at {0} ms: the tick of {1} ms, {2} late, {3} missed; the next in {4}")
  @CsvSource({
    "0, 0, 0, 0, 10",
    "3, 0, 3, 0, 7",
    "9, 0, 9, 0, 1",
    "10, 10, 10, 1, 10",
    "37, 30, 37, 3, 3"
  })
  void ofTicksThatWereMissedTheLatestIsTaken(long now, long at, long late, long missed, long next) {
    TickGrid grid = new TickGrid(0);
    assertThat(grid.take(now * MS)).isEqualTo(new Tick(at * MS, late * MS, missed));
    assertThat(grid.untilDue(now * MS)).isEqualTo(next * MS);
  }

  @Test
  void theFirstIsDueAtOnceAndTheNextTenLater() {
    TickGrid grid = new TickGrid(5 * MS);
    assertThat(grid.due(5 * MS - 1)).isFalse();
    assertThat(grid.due(5 * MS)).isTrue();
    grid.take(6 * MS);
    assertThat(grid.due(15 * MS - 1)).isFalse();
    assertThat(grid.due(15 * MS)).isTrue();
    assertThat(grid.untilDue(20 * MS)).isZero();
  }

  @Test
  void aClockThatPassesItsLargestValueChangesNothing() {
    TickGrid grid = new TickGrid(Long.MAX_VALUE - MS);
    grid.take(Long.MAX_VALUE - MS);
    assertThat(grid.due(Long.MAX_VALUE)).isFalse();
    assertThat(grid.due(Long.MAX_VALUE + 9 * MS)).isTrue();
  }

  /** However late ticks run: every second one is for what is due every 20 ms, whatever its phase. */
  @Test
  void whatIsDueEveryTwentyMillisecondsMeetsEverySecondTick() {
    Random random = new Random(7);
    for (int phase = 0; phase < 200; phase++) {
      TickGrid grid = new TickGrid(0);
      long due = phase * MS / 10;
      long last = Long.MIN_VALUE;
      for (long nominal = 0; nominal < 2000 * MS; nominal += TickGrid.TICK_NANOS) {
        Tick tick = grid.take(nominal + random.nextLong(9 * MS));
        assertThat(tick.atNanos()).isEqualTo(nominal);
        if (tick.covers(due)) {
          assertThat(Math.abs(due - nominal)).isLessThanOrEqualTo(20 * MS);
          assertThat(last == Long.MIN_VALUE || nominal - last == 20 * MS).isTrue();
          last = nominal;
          due += 20 * MS;
        }
      }
      assertThat(due).isGreaterThan(1950 * MS);
    }
  }
}
