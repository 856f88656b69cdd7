package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.CountedWorld;

class DrainStageTest {

  private final CountedWorld world = new CountedWorld();
  private boolean whole;
  private TestPublisher.Probe<String> body;
  private TestSubscriber.Probe<String> reader;
  private CompletableFuture<Done> closed;

  @BeforeEach
  void begin() {
    var probes = world.run(TestSource.<String>create(world.system())
        .watchTermination(Keep.both())
        .via(new DrainStage<>(() -> whole, Duration.ofMillis(500)))
        .toMat(TestSink.create(world.system()), Keep.both()));
    body = probes.first().first();
    closed = probes.first().second().toCompletableFuture();
    reader = probes.second();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void passesEverythingOnToItsEnd() {
    reader.request(2);
    body.sendNext("a").sendNext("b").sendComplete();
    world.settle();
    reader.expectNext("a", "b").expectComplete();
    assertThat(closed).isCompleted();
  }

  @Test
  void whatIsNotWantedBeforeItIsWholeIsCancelledAtOnce() {
    reader.request(1);
    body.sendNext("a");
    world.settle();
    reader.expectNext("a");
    reader.cancel();
    world.settle();
    assertThat(closed).isDone();
    body.expectCancellation();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRestIsReadToItsEnd(boolean wantsMore) {
    long timers = world.timers();
    whole = true;
    reader.request(wantsMore ? 2 : 1);
    body.sendNext("a");
    world.settle();
    reader.expectNext("a");
    reader.cancel();
    world.settle();
    for (int more = 0; more < 100; more++) {
      body.sendNext("more");
      world.settle();
    }
    assertThat(closed).isNotDone();
    body.sendComplete();
    world.settle();
    assertThat(closed).isCompleted();
    assertThat(world.timers()).isEqualTo(timers);
  }

  @Test
  void anEndThatDoesNotComeIsReadForAMomentOnly() {
    whole = true;
    reader.cancel();
    world.pass(499);
    body.sendNext("more");
    world.settle();
    assertThat(closed).isNotDone();
    world.pass(1);
    assertThat(closed).isDone();
    body.expectCancellation();
  }

  @Test
  void aBodyThatBreaksWhileItIsDrainedIsOver() {
    whole = true;
    reader.cancel();
    world.settle();
    long draining = world.timers();
    body.sendError(new IllegalStateException("broke off"));
    world.settle();
    assertThat(closed).isCompletedExceptionally();
    assertThat(world.timers()).isEqualTo(draining - 1);
  }
}
