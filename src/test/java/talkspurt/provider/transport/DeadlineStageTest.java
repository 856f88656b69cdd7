package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;

class DeadlineStageTest {

  private final CountedWorld world = new CountedWorld();
  private TestPublisher.Probe<String> in;
  private TestSubscriber.Probe<String> out;

  @BeforeEach
  void begin() {
    var probes = world.run(TestSource.<String>create(world.system())
        .via(new DeadlineStage<>(Duration.ofMillis(500), Duration.ofMillis(200)))
        .toMat(TestSink.create(world.system()), Keep.both()));
    in = probes.first();
    out = probes.second();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void theFirstIsWaitedForThatLong() {
    want();
    world.pass(499);
    in.sendNext("a");
    world.settle();
    out.expectNext("a");
  }

  @Test
  void failsWhereTheFirstDoesNotCome() {
    want();
    world.pass(500);
    in.expectCancellation();
    assertThat(out.expectError())
        .isInstanceOf(TimeoutException.class)
        .hasMessage("nothing came for 500 ms");
  }

  @Test
  void eachNextOneHasALimitOfItsOwn() {
    want();
    pass("a");
    for (int next = 0; next < 5; next++) {
      want();
      world.pass(199);
      pass("b" + next);
    }
    want();
    world.pass(200);
    assertThat(out.expectError())
        .isInstanceOf(TimeoutException.class)
        .hasMessage("nothing came for 200 ms");
  }

  @Test
  void timeInWhichNothingIsWantedDoesNotCount() {
    world.pass(60_000);
    want();
    world.pass(499);
    pass("a");
    world.pass(60_000);
    want();
    world.pass(199);
    pass("b");
    world.pass(60_000);
    in.sendComplete();
    world.settle();
    out.expectComplete();
  }

  @Test
  void nothingIsLeftWaitingAfterTheEnd() {
    long before = world.timers();
    want();
    assertThat(world.timers()).isEqualTo(before + 1);
    in.sendComplete();
    world.settle();
    out.expectComplete();
    assertThat(world.timers()).isEqualTo(before);
  }

  private void want() {
    out.request(1);
    world.settle();
  }

  private void pass(String element) {
    in.sendNext(element);
    world.settle();
    out.expectNext(element);
  }
}
