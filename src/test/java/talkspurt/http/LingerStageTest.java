package talkspurt.http;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.japi.Pair;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LingerStageTest {

  private static final ActorTestKit KIT = ActorTestKit.create("linger");

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void readsOnForAWhileOnceNobodyListens() {
    Pair<TestPublisher.Probe<Integer>, TestSubscriber.Probe<Integer>> ends =
        run(Duration.ofSeconds(20));
    ends.second().request(1);
    ends.first().sendNext(1);
    ends.second().expectNext(1);
    ends.second().cancel();
    ends.first().sendNext(2).sendNext(3);
    ends.first().ensureSubscription();
    ends.first().sendComplete();
    ends.first().expectNoMessage(scala.concurrent.duration.Duration.Zero());
  }

  @Test
  void endsThenThoughThePeerGoesOn() {
    Pair<TestPublisher.Probe<Integer>, TestSubscriber.Probe<Integer>> ends =
        run(Duration.ofMillis(10));
    ends.second().request(1);
    ends.second().cancel();
    ends.first().sendNext(1);
    ends.first().expectCancellation();
  }

  @Test
  void theEndOfThePeerIsPassedOn() {
    Pair<TestPublisher.Probe<Integer>, TestSubscriber.Probe<Integer>> ends =
        run(Duration.ofSeconds(20));
    ends.second().request(1);
    ends.first().sendComplete();
    ends.second().expectComplete();
  }

  private static Pair<TestPublisher.Probe<Integer>, TestSubscriber.Probe<Integer>> run(
      Duration linger) {
    return TestSource.<Integer>create(KIT.system().classicSystem())
        .via(new LingerStage<>(linger))
        .toMat(TestSink.create(KIT.system().classicSystem()), Keep.both())
        .run(KIT.system());
  }
}
