package talkspurt.provider.stt;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.GaveWay;
import talkspurt.provider.TranscriptEvent.Partial;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.Breakers;
import talkspurt.telemetry.Metrics;

/** How one call goes on with two transcribers, one step at a time. */
class FallbackTranscribeStageTest {

  private static final Duration KEPT = Duration.ofMillis(60);

  /** Frames are equal where their sound is the same array. */
  private final Map<Integer, short[]> sounds = new HashMap<>();

  private final CountedWorld world = new CountedWorld();
  private final Metrics metrics = new Metrics();
  private final Hand first = new Hand("first");
  private final Hand second = new Hand("second");
  private TestPublisher.Probe<SttInput> caller;
  private TestSubscriber.Probe<TranscriptEvent> words;

  /** A transcriber that does what the test does. */
  private final class Hand implements Transcriber {

    private final String name;
    private final FallbackTranscriber.Link link;
    private TestSubscriber.Probe<SttInput> hears;
    private TestPublisher.Probe<TranscriptEvent> tells;

    Hand(String name) {
      this.name = name;
      this.link = new FallbackTranscriber.Link(
          name,
          this,
          Breakers.breaker(
              world.system(),
              "transcriber",
              name,
              new BreakerSettings(2, Duration.ofMinutes(1)),
              Duration.ZERO,
              metrics.providers()));
    }

    @Override
    public Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request) {
      return Flow.fromSinkAndSourceMat(
              TestSink.<SttInput>create(world.system()),
              TestSource.<TranscriptEvent>create(world.system()),
              Keep.both())
          .mapMaterializedValue(probes -> {
            assertThat(hears).as("opened once").isNull();
            hears = probes.first();
            tells = probes.second();
            return NotUsed.getInstance();
          });
    }

    void hears(SttInput... inputs) {
      hears.request(inputs.length + 1);
      world.settle();
      for (SttInput input : inputs) {
        hears.expectNext(input);
      }
      hears.expectNoMessage(Duration.ZERO);
    }

    void tells(TranscriptEvent event) {
      tells.sendNext(event);
      world.settle();
    }

    ProviderFailure failure() {
      return new ProviderFailure(Kind.OVERLOADED, name, "as asked");
    }
  }

  @AfterEach
  void end() {
    world.close();
  }

  private FallbackTranscribeStage stage() {
    return new FallbackTranscribeStage(
        List.of(first.link, second.link),
        new Transcriber.Request("en", List.of()),
        KEPT,
        world.clock(),
        metrics.providers());
  }

  private void begin() {
    var probes = world.run(TestSource.<SttInput>create(world.system())
        .via(stage())
        .toMat(TestSink.create(world.system()), Keep.both()));
    caller = probes.first();
    words = probes.second();
    words.request(1000);
    world.settle();
  }

  private SttInput frame(long utterance, int number) {
    return new SttInput.Audio(
        utterance, new AudioFrame(8000, sounds.computeIfAbsent(number, any -> new short[160])));
  }

  private static SttInput stop(long utterance) {
    return new SttInput.EndOfSpeech(utterance);
  }

  private void say(SttInput... inputs) {
    for (SttInput input : inputs) {
      caller.sendNext(input);
      world.settle();
    }
  }

  private void told(TranscriptEvent... events) {
    for (TranscriptEvent event : events) {
      words.expectNext(event);
    }
    words.expectNoMessage(Duration.ZERO);
  }

  @Test
  void nobodyIsAskedBeforeThereIsNeed() {
    begin();
    assertThat(first.hears).isNull();
    say(frame(1, 1));
    first.hears(frame(1, 1));
    assertThat(second.hears).isNull();
  }

  @Test
  void theNextIsGivenWhatIsKept() {
    begin();
    say(frame(1, 1), frame(1, 2), frame(1, 3), frame(1, 4));
    first.tells(new Failed(1, first.failure()));
    told(new GaveWay(1, first.failure()));
    second.hears(frame(1, 2), frame(1, 3), frame(1, 4));
    say(frame(1, 5), stop(1));
    second.hears(frame(1, 5), stop(1));
    first.hears(frame(1, 1), frame(1, 2), frame(1, 3), frame(1, 4));
  }

  @Test
  void wordsOfWhoWasGivenUpAreNotTold() {
    begin();
    say(frame(1, 1), stop(1));
    first.tells(new Failed(1, first.failure()));
    told(new GaveWay(1, first.failure()));
    second.hears(frame(1, 1), stop(1));
    first.tells(new Partial(1, "late"));
    first.tells(new Final(1, "late"));
    first.tells(new Failed(1, first.failure()));
    told();
    second.tells(new Final(1, "one"));
    told(new Final(1, "one"));
    second.tells(new Final(1, "again"));
    told();
  }

  /** Utterances of one transcriber do not overlap. */
  @Test
  void whoHearsALaterUtteranceIsNotGivenAnEarlierOneBetween() {
    begin();
    say(frame(1, 1), stop(1));
    first.link.breaker().fail();
    first.link.breaker().fail();
    say(frame(2, 1));
    GaveWay rests = (GaveWay) words.expectNext();
    assertThat(rests.utterance()).isEqualTo(2);
    first.tells(new Failed(1, first.failure()));
    told(new Failed(1, first.failure()));
    say(stop(2));
    second.hears(frame(2, 1), stop(2));
  }

  @Test
  void whoHasHeardALaterUtteranceIsGivenAnEarlierOneAfterIt() {
    begin();
    say(frame(1, 1), stop(1));
    first.link.breaker().fail();
    first.link.breaker().fail();
    say(frame(2, 1), stop(2));
    words.expectNext();
    first.tells(new Failed(1, first.failure()));
    told(new GaveWay(1, first.failure()));
    second.hears(frame(2, 1), stop(2), frame(1, 1), stop(1));
  }

  @Test
  void whoCompletesTooSoonHasBrokenTheContract() {
    begin();
    say(frame(1, 1));
    first.tells.sendComplete();
    world.settle();
    told(new GaveWay(1, new ProviderFailure(Kind.BROKE_PROTOCOL, "first", "ended")));
    second.tells.sendComplete();
    world.settle();
    told();
    say(stop(1));
    told(new Failed(1, new ProviderFailure(Kind.BROKE_PROTOCOL, "second", "ended")));
    assertThat(first.link.breaker().isOpen()).isFalse();
  }

  @Test
  void theWordsOfWhatWasSaidAreToldAfterTheEnd() {
    begin();
    say(frame(1, 1), stop(1), frame(2, 1));
    first.hears(frame(1, 1), stop(1), frame(2, 1));
    caller.sendComplete();
    world.settle();
    told();
    first.tells(new Partial(2, "not ended"));
    first.tells(new Final(1, "one"));
    words.expectNext(new Final(1, "one"));
    words.expectComplete();
    first.tells.expectCancellation();
    first.hears.expectComplete();
  }

  @Test
  void whoCancelsCancelsAll() {
    begin();
    say(frame(1, 1));
    first.tells(new Failed(1, first.failure()));
    first.hears(frame(1, 1));
    second.hears(frame(1, 1));
    words.cancel();
    world.settle();
    caller.expectCancellation();
    for (Hand hand : List.of(first, second)) {
      hand.tells.expectCancellation();
      hand.hears.expectComplete();
    }
  }

  @Test
  void noMoreIsTakenThanMayWaitForASlowTranscriber() {
    AtomicInteger taken = new AtomicInteger();
    words = world.run(Source.repeat(1)
        .<SttInput>map(any -> frame(1, taken.incrementAndGet()))
        .via(stage())
        .toMat(TestSink.create(world.system()), Keep.right()));
    words.request(1);
    world.settle();
    assertThat(taken).hasValue(50);
    first.hears.request(10);
    world.settle();
    assertThat(taken).hasValue(60);
  }
}
