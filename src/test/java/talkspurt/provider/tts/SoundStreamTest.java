package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;

class SoundStreamTest {

  private final CountedWorld world = new CountedWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void timeInWhichNothingIsWantedDoesNotCount() {
    SinkQueueWithCancel<Integer> wanted = world.run(Source.range(1, 1000)
        .via(SoundStream.patience(Duration.ofMillis(100), Duration.ofMillis(100)))
        .toMat(Sink.queue(1), Keep.right()));
    for (int i = 1; i <= 3; i++) {
      world.pass(10_000);
      assertThat(pulled(wanted)).isEqualTo(i);
    }
  }

  @Test
  void whatIsWantedHasToComeInTimeTheFirstSoLongAndTheNextSoLong() {
    CompletionStage<Integer> first =
        world.run(Source.tick(Duration.ofMillis(250), Duration.ofMillis(900), 1)
            .via(SoundStream.patience(Duration.ofMillis(300), Duration.ofMillis(800)))
            .recover(TimeoutException.class, () -> 7)
            .toMat(Sink.fold(0, Integer::sum), Keep.right()));
    world.pass(5000);
    assertThat(first.toCompletableFuture()).isCompletedWithValue(8);
  }

  @Test
  void whatAProviderDidIsTheLastElementAndWhatWeDidIsAFault() {
    Source<Sound, NotUsed> broken = Source.failed(new java.io.IOException("reset"));
    assertThat(last(broken))
        .hasValueSatisfying(sound ->
            assertThat(((Sound.Failed) sound).failure().kind()).isEqualTo(Kind.UNREACHABLE));
    CompletionStage<Sound> ours =
        world.run(SoundStream.told("voice", Source.failed(new NullPointerException("ours")))
            .toMat(Sink.last(), Keep.right()));
    assertThat(ours.toCompletableFuture()).isCompletedExceptionally();
  }

  private Optional<Sound> last(Source<Sound, NotUsed> sounds) {
    return world
        .run(SoundStream.told("voice", sounds).toMat(Sink.lastOption(), Keep.right()))
        .toCompletableFuture()
        .join();
  }

  private Integer pulled(SinkQueueWithCancel<Integer> queue) {
    CompletionStage<Optional<Integer>> next = queue.pull();
    world.settle();
    return next.toCompletableFuture().join().orElseThrow();
  }
}
