package talkspurt.media.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.javadsl.Adapter;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;

class InboxStageTest {

  private final CountedWorld world = new CountedWorld();
  private final InboxStage<Integer> inbox = new InboxStage<>(3);

  @AfterEach
  void end() {
    world.close();
  }

  private TestSubscriber.Probe<Integer> run() {
    return world.run(Source.fromGraph(inbox)
        .toMat(TestSink.create(Adapter.toClassic(world.system())), (inbox, probe) -> probe));
  }

  @Test
  void tellsInOrderWhatWasOfferedBeforeAndAfterItsBegin() {
    inbox.offer(1);
    inbox.offer(2);
    TestSubscriber.Probe<Integer> read = run();
    read.request(10);
    world.settle();
    inbox.offer(3);
    inbox.offer(4);
    inbox.offer(5);
    world.settle();
    inbox.offer(6);
    world.settle();
    IntStream.rangeClosed(1, 6).forEach(read::expectNext);
  }

  @Test
  void asManyWaitAsMayAndOneMoreIsRefused() {
    TestSubscriber.Probe<Integer> read = run();
    IntStream.rangeClosed(1, 3).forEach(inbox::offer);
    assertThatThrownBy(() -> inbox.offer(4)).isInstanceOf(IllegalStateException.class);
    read.request(1);
    world.settle();
    inbox.offer(5);
    read.request(10);
    world.settle();
    read.expectNext(1, 2, 3, 5);
  }

  @Test
  void afterTheEndNothingIsKeptAndNothingRefused() {
    TestSubscriber.Probe<Integer> read = run();
    read.request(1);
    read.cancel();
    world.settle();
    assertThatCode(() -> IntStream.range(0, 10).forEach(inbox::offer)).doesNotThrowAnyException();
  }
}
