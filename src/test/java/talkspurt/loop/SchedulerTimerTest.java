package talkspurt.loop;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.Materializer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;

class SchedulerTimerTest {

  private static final long MS = 1_000_000L;

  private final CountedWorld world = new CountedWorld();
  private final AtomicInteger runs = new AtomicInteger();
  private final SchedulerTimer timer = new SchedulerTimer(
      Materializer.matFromSystem(world.system()), world.clock(), runs::incrementAndGet);

  @AfterEach
  void end() {
    world.close();
  }

  private void at(long ms) {
    timer.at(world.clock().nanoTime() + ms * MS);
  }

  @Test
  void itRunsOnceWhenItIsDue() {
    at(20);
    world.pass(19);
    assertThat(runs).hasValue(0);
    world.pass(30);
    assertThat(runs).hasValue(1);
  }

  @Test
  void whatWasSetBeforeIsReplaced() {
    at(20);
    at(40);
    world.pass(39);
    assertThat(runs).hasValue(0);
    timer.every(Duration.ofMillis(10));
    world.pass(35);
    assertThat(runs).hasValue(3);
    at(20);
    world.pass(100);
    assertThat(runs).hasValue(4);
  }

  @Test
  void whatIsOverdueRunsAtOnce() {
    at(-5);
    world.pass(1);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aClosedOneRunsNoMore() {
    timer.close();
    timer.every(Duration.ofMillis(10));
    world.pass(25);
    timer.close();
    world.pass(100);
    assertThat(runs).hasValue(2);
  }
}
