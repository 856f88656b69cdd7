package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.testkit.javadsl.TestKit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.SttInput.Audio;
import talkspurt.provider.SttInput.EndOfSpeech;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.Partial;

/** With a transcriber that answers each end of speech by how many frames it heard. */
class ValueListenerTest {

  private static final ActorSystem SYSTEM = ActorSystem.create();
  private static final ProviderFailure FAILURE = new ProviderFailure(Kind.UNREACHABLE, "stt", "");

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Queue<String> overheard = new ConcurrentLinkedQueue<>();
  private TestPublisher.Probe<SttInput> line;
  private TestSubscriber.Probe<TranscriptEvent> told;

  @AfterAll
  static void terminate() {
    TestKit.shutdownActorSystem(SYSTEM);
  }

  private void open(boolean overhears) {
    Optional<Consumer<String>> words = overhears ? Optional.of(overheard::add) : Optional.empty();
    Pair<TestPublisher.Probe<SttInput>, TestSubscriber.Probe<TranscriptEvent>> ends =
        TestSource.<SttInput>create(SYSTEM)
            .via(ValueListener.flow(asked::get, counting(), nobody(), words))
            .toMat(TestSink.create(SYSTEM), Keep.both())
            .run(SYSTEM);
    line = ends.first();
    told = ends.second();
    told.request(100);
  }

  private static Flow<SttInput, TranscriptEvent, NotUsed> nobody() {
    return Flow.of(SttInput.class)
        .collectType(EndOfSpeech.class)
        .map(end -> new Final(end.utterance(), ""));
  }

  private static Flow<SttInput, TranscriptEvent, NotUsed> counting() {
    return Flow.of(SttInput.class).statefulMapConcat(() -> {
      int[] frames = new int[1];
      return input -> {
        if (input instanceof Audio) {
          frames[0]++;
          return List.of(new Partial(input.utterance(), "so far " + frames[0]));
        }
        TranscriptEvent words = new Final(input.utterance(), frames[0] + " frames");
        frames[0] = 0;
        return input.utterance() == 9
            ? List.of(words, new Failed(input.utterance(), FAILURE))
            : List.of(words);
      };
    });
  }

  private void says(long utterance, int frames) {
    for (int i = 0; i < frames; i++) {
      line.sendNext(new Audio(utterance, AudioFrame.silence(8000)));
    }
  }

  private void ends(long utterance) {
    line.sendNext(new EndOfSpeech(utterance));
  }

  @Test
  void hearsWhatIsSaidWhileTheCallerIsAskedAndNothingElse() {
    open(false);
    says(1, 3);
    ends(1);
    told.expectNext(new Final(1, ""));
    asked.set(true);
    says(2, 1);
    told.expectNext(new Partial(2, "so far 1"));
    asked.set(false); // an utterance stays with whom it began
    says(2, 1);
    ends(2);
    told.expectNext(new Partial(2, "so far 2"), new Final(2, "2 frames"));
    says(3, 1);
    ends(3);
    told.expectNext(new Final(3, ""));
    assertThat(overheard).isEmpty();
  }

  @Test
  void overhearsTheOthersWhileNobodyWaitsForThem() {
    open(true);
    says(1, 3);
    ends(1);
    told.expectNext(new Final(1, ""));
    asked.set(true);
    says(2, 1);
    ends(2);
    told.expectNext(new Partial(2, "so far 1"), new Final(2, "1 frames"));
    assertThat(overheard).containsExactly("3 frames");
  }

  @Test
  void thatItFailsIsToldOfBoth() {
    open(true);
    ends(9);
    assertThat(List.of(told.expectNext(), told.expectNext()))
        .containsExactlyInAnyOrder(new Final(9, ""), new Failed(9, FAILURE));
    line.sendComplete();
    told.expectComplete();
  }
}
