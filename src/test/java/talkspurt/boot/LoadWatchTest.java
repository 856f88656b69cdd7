package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.control.Overload;
import talkspurt.telemetry.Metrics;

class LoadWatchTest {

  private final Metrics metrics = Metrics.notExposed();
  private final List<Boolean> told = new ArrayList<>();
  private boolean noRoom;
  private final LoadWatch watch = new LoadWatch(
      new Overload(Duration.ofMillis(100), Duration.ofMillis(100)), metrics, told::add);

  @Test
  void aNodeThatCannotKeepUpTellsTheOthersOnce() {
    look(3, 101);
    assertThat(watch.overloaded()).isTrue();
    assertThat(told).containsExactly(true);
    watch.full(true);
    look(3, 0);
    assertThat(watch.overloaded()).isFalse();
    assertThat(told).as("it is full still").containsExactly(true);
    watch.full(false);
    assertThat(told).containsExactly(true, false);
  }

  @Test
  void oneStallIsNoOverload() {
    look(1, 500);
    look(2, 0);
    assertThat(watch.overloaded()).isFalse();
    metrics.database().journalWritten(500_000_000);
    look(1, 0);
    assertThat(told).isEmpty();
  }

  @Test
  void callersWhoFindNoRoomForAnotherReasonGoToOthers() {
    noRoom = true;
    look(1, 0);
    noRoom = false;
    look(1, 0);
    assertThat(told).containsExactly(true, false);
  }

  private void look(int times, int lateMs) {
    for (int n = 0; n < times; n++) {
      metrics.loops().of("one").ticked(lateMs * 1_000_000L, 0);
      watch.look(() -> noRoom);
    }
  }
}
