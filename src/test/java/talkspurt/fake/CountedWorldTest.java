package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedWorldTest {

  @Test
  void timePassesOnlyWhenItIsTold() {
    try (CountedWorld world = new CountedWorld()) {
      List<Long> ticks = new ArrayList<>();
      world.run(Source.tick(Duration.ofMillis(20), Duration.ofMillis(20), "tick")
          .async()
          .map(tick -> world.clock().nanoTime() / 1_000_000)
          .to(Sink.foreach(ticks::add)));
      world.settle();
      assertThat(ticks).isEmpty();
      world.pass(105);
      assertThat(ticks).containsExactly(20L, 40L, 60L, 80L, 100L);
      world.pass(Duration.ofMinutes(1));
      assertThat(ticks).hasSize(3005);
    }
  }
}
