package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;

class OnTerminationStageTest {

  private final CountedWorld world = new CountedWorld();
  private final List<Boolean> told = new ArrayList<>();
  private TestPublisher.Probe<String> in;
  private TestSubscriber.Probe<String> out;

  @BeforeEach
  void begin() {
    var probes = world.run(TestSource.<String>create(world.system())
        .via(new OnTerminationStage<>(told::add))
        .toMat(TestSink.create(world.system()), Keep.both()));
    in = probes.first();
    out = probes.second();
    out.request(2);
    in.sendNext("a");
    world.settle();
    out.expectNext("a");
    assertThat(told).as("it is not over").isEmpty();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void tellsThatItCameToItsOwnEnd() {
    in.sendComplete();
    world.settle();
    out.expectComplete();
    assertThat(told).containsExactly(true);
  }

  @Test
  void tellsThatItBroke() {
    IllegalStateException broken = new IllegalStateException("broken");
    in.sendError(broken);
    world.settle();
    assertThat(out.expectError()).isSameAs(broken);
    assertThat(told).containsExactly(false);
  }

  @Test
  void tellsThatNobodyWantedTheRest() {
    out.cancel();
    world.settle();
    in.expectCancellation();
    assertThat(told).containsExactly(false);
  }

  @Test
  void tellsThatItEndsWithItsSystem() {
    world.close();
    assertThat(told).containsExactly(false);
  }
}
