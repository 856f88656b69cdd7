package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;

class BoundedBufferStageTest {

  private final CountedWorld world = new CountedWorld();
  private final List<String> dropped = new ArrayList<>();
  private TestPublisher.Probe<String> in;
  private TestSubscriber.Probe<String> out;

  @BeforeEach
  void connect() {
    Pair<TestPublisher.Probe<String>, TestSubscriber.Probe<String>> ends =
        world.run(TestSource.<String>create(world.system())
            .via(new BoundedBufferStage<>(3, text -> !text.equals("end"), dropped::add))
            .toMat(TestSink.create(world.system()), Keep.both()));
    in = ends.first();
    out = ends.second();
    world.settle();
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void whatIsTakenPassesAtOnce() {
    out.request(10);
    send("a", "b");
    out.expectNext("a", "b");
    send("c");
    out.expectNext("c");
    assertThat(dropped).isEmpty();
  }

  @Test
  void whatComesWhenItIsFullIsDroppedAndToldButNotWhatMustNotBe() {
    out.ensureSubscription();
    send("a", "b", "c", "d", "end", "e");
    assertThat(dropped).containsExactly("d", "e");
    out.request(10);
    world.settle();
    out.expectNext("a", "b", "c", "end");
    send("f");
    out.expectNext("f");
  }

  @Test
  void theInputIsNeverHeldUp() {
    out.ensureSubscription();
    for (int n = 0; n < 1000; n++) {
      send("x");
    }
    assertThat(dropped).hasSize(997);
  }

  @Test
  void whatIsHeldAtTheEndIsStillGivenOut() {
    out.ensureSubscription();
    send("a", "b");
    in.sendComplete();
    world.settle();
    out.request(1);
    world.settle();
    out.expectNext("a");
    out.expectNoMessage(Duration.ZERO);
    out.request(1);
    world.settle();
    out.expectNext("b");
    out.expectComplete();
  }

  @Test
  void anEmptyOneEndsAtOnce() {
    out.ensureSubscription();
    in.sendComplete();
    world.settle();
    out.expectComplete();
  }

  private void send(String... texts) {
    for (String text : texts) {
      in.sendNext(text);
      world.settle();
    }
  }
}
