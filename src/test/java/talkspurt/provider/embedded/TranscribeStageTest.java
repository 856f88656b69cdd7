package talkspurt.provider.embedded;

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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.SttInput.Audio;
import talkspurt.provider.SttInput.EndOfSpeech;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.Partial;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** With recognisers that count what they hear: the way of utterances, not what is understood. */
@Timeout(30)
class TranscribeStageTest {

  private static final ActorSystem SYSTEM = Streams.system();
  private static final int LONGEST_SECONDS = 2;
  private static final List<String> PHRASES = List.of("word");

  /** Beside those of the machine. */
  private final AtomicLong nanosPassed = new AtomicLong();

  /** At this word a recogniser breaks. */
  private static final short BREAK = -1;

  private final AtomicInteger loads = new AtomicInteger();
  private final Queue<Integer> heardSamples = new ConcurrentLinkedQueue<>();
  private RecognizerPool pool = pool(1, 4);

  @AfterAll
  static void terminate() {
    TestKit.shutdownActorSystem(SYSTEM);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void answersEachEndOfSpeechOnce() {
    Call call = new Call();
    call.say(1, 7).end(1);
    call.heard.expectNext(new Partial(1, "7"), new Final(1, "7"));
    call.end(2);
    call.heard.expectNext(new Final(2, ""));
    call.say(3, 8).end(3);
    call.heard.expectNext(new Partial(3, "8"), new Final(3, "8"));
    call.input.sendComplete();
    call.heard.expectComplete();
  }

  @Test
  void tellsWordsWhileTheyAreSpoken() {
    Call call = new Call();
    call.say(1, 1);
    call.heard.expectNext(new Partial(1, "1"));
    call.say(1, 2);
    call.heard.expectNext(new Partial(1, "1 2"));
    call.end(1);
    call.heard.expectNext(new Final(1, "1 2"));
  }

  @Test
  void tellsOnlyTheLastWordsToAListenerWhoIsLate() {
    Call call = new Call(0);
    call.say(1, 1).say(1, 2).end(1);
    untilHeard();
    new Call().say(1, 9).end(1).expectFinal(1);
    call.heard.request(10);
    call.heard.expectNext(new Final(1, "1 2"));
  }

  @Test
  void completesWhenTheLastUtteranceIsAnswered() {
    Call other = new Call();
    other.say(1, 5);
    other.heard.expectNext(new Partial(1, "5"));
    Call call = new Call();
    call.say(1, 7).end(1);
    call.input.sendComplete();
    other.end(1);
    call.heard.expectNext(new Partial(1, "7"), new Final(1, "7"));
    call.heard.expectComplete();
  }

  @Test
  void completesAtOnceWhenNothingWasAsked() {
    Call call = new Call();
    call.say(1, 7);
    call.heard.expectNext(new Partial(1, "7"));
    call.input.sendComplete();
    call.heard.expectComplete();
    new Call().say(1, 9).end(1).expectFinal(1);
  }

  @Test
  void failsAnUtteranceAtItsEndWhereItsDecodingBroke() {
    Call call = new Call();
    call.say(1, BREAK);
    new Call().say(1, 9).end(1).expectFinal(1);
    call.heard.expectNoMessage(Duration.ZERO);
    call.say(1, 7).end(1);
    assertThat(((Failed) call.heard.expectNext()).failure().kind()).isEqualTo(Kind.UNREACHABLE);
    call.say(2, 8).end(2);
    call.heard.expectNext(new Partial(2, "8"), new Final(2, "8"));
    call.input.sendComplete();
    call.heard.expectComplete();
    assertThat(loads).hasValue(1);
  }

  @Test
  void answersOneCallWhileAnotherSpeaks() {
    Call speaking = new Call();
    speaking.say(1, 1);
    speaking.heard.expectNext(new Partial(1, "1"));
    new Call().say(1, 2).end(1).expectFinal(1);
    speaking.say(1, 3).end(1);
    speaking.heard.expectNext(new Partial(1, "1 3"), new Final(1, "1 3"));
  }

  @Test
  void refusesUtterancesOverItsBoundUntilOthersAreOver() {
    pool.close();
    pool = pool(1, 2);
    Call speaking = new Call().say(1, 1);
    Call another = new Call().say(1, 2);
    untilOpen(2);
    Call refused = new Call();
    refused.say(1, 3).end(1);
    assertThat(((Failed) refused.heard.expectNext()).failure().kind()).isEqualTo(Kind.OVERLOADED);
    another.end(1).expectFinal(1);
    refused.say(2, 4).end(2).expectFinal(2);
    speaking.end(1).expectFinal(1);
  }

  @Test
  void freesItsPlaceWhenItIsCancelled() {
    pool.close();
    pool = pool(1, 1);
    Call cancelled = new Call().say(1, 1);
    untilOpen(1);
    cancelled.heard.cancel();
    cancelled.input.expectCancellation();
    untilOpen(0);
    new Call().say(1, 3).end(1).expectFinal(1);
  }

  @Test
  void hearsNoMoreOfAnUtteranceThanItsBound() {
    Call call = new Call();
    for (int second = 1; second <= 2 * LONGEST_SECONDS; second++) {
      call.input.sendNext(new Audio(1, new AudioFrame(16_000, new short[16_000])));
    }
    untilHeard();
    new Call().say(1, 9).end(1).expectFinal(1);
    assertThat(heardSamples.peek()).isEqualTo(LONGEST_SECONDS * 16_000);
    call.end(1);
    call.heard.expectNext(new Final(1, ""));
  }

  @Test
  void bringsEveryRateToSixteenKilohertz() {
    Call call = new Call();
    for (int rateHz : new int[] {8_000, 48_000}) {
      call.input.sendNext(new Audio(rateHz, new AudioFrame(rateHz, new short[rateHz / 2])));
      call.end(rateHz);
      call.heard.expectNext(new Final(rateHz, ""));
    }
    assertThat(heardSamples).allSatisfy(samples -> assertThat(samples).isBetween(7900, 8000));
  }

  @Test
  void failsWhatIsOpenWhenItCloses() {
    Call speaking = new Call().say(1, 1);
    speaking.heard.expectNext(new Partial(1, "1"));
    pool.close();
    speaking.end(1);
    assertThat(((Failed) speaking.heard.expectNext()).failure().kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void failsUtterancesOneByOneWhileNothingCanBeLoaded() {
    pool.close();
    AtomicInteger tries = new AtomicInteger();
    pool = pool(settings(1, 4), grammars -> {
      tries.incrementAndGet();
      throw new IOException("no model");
    });
    pool.load();
    Call call = new Call();
    for (int utterance = 1; utterance <= 3; utterance++) {
      call.say(utterance, 1).end(utterance);
      assertThat(((Failed) call.heard.expectNext()).failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }
    assertThat(tries).hasValueLessThanOrEqualTo(4);
  }

  @Test
  void goesOnWithoutWordsThatTakeTooLong() {
    pool.close();
    CountDownLatch stuck = new CountDownLatch(1);
    pool = pool(settings(1, 4, Duration.ofMillis(50)), grammars -> phrases -> {
      if (phrases.equals(PHRASES)) {
        await(stuck);
      }
      return new Counting();
    });
    pool.load();
    assertThat(pool.behind()).isFalse();
    Call call = new Call();
    for (int utterance = 1; utterance <= 2; utterance++) {
      call.say(utterance, 7).end(utterance);
      assertThat(((Failed) call.heard.expectNext()).failure().kind()).isEqualTo(Kind.TOO_SLOW);
      assertThat(pool.behind()).isEqualTo(utterance == 2);
    }
    untilOpen(0);
    nanosPassed.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(pool.behind()).as("nobody has spoken since").isFalse();
    stuck.countDown();
  }

  @Test
  void isNotLateWhileItIsLoaded() {
    pool.close();
    CountDownLatch stuck = new CountDownLatch(1);
    pool = pool(settings(1, 4, Duration.ofMillis(50)), grammars -> {
      await(stuck);
      return recognizer(grammars);
    });
    pool.load();
    Call call = new Call();
    call.say(1, 7).end(1);
    call.heard.expectNoMessage(Duration.ofMillis(200));
    stuck.countDown();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      throw new IOException(closed);
    }
  }

  /** Until an utterance was heard to its end; whose end follows is told later by the only recogniser. */
  private void untilHeard() {
    while (heardSamples.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private void untilOpen(int utterances) {
    while (pool.utterances() != utterances) {
      Thread.onSpinWait();
    }
  }

  private RecognizerPool pool(int recognizers, int maxWaiting) {
    RecognizerPool made = pool(settings(recognizers, maxWaiting), grammars -> recognizer(grammars));
    made.load();
    return made;
  }

  private RecognizerPool pool(EmbeddedSettings settings, RecognizerPool.Loader loader) {
    return new RecognizerPool(
        settings,
        loader,
        () -> NanoClock.system().nanoTime() + nanosPassed.get(),
        Metrics.notExposed().recognizer());
  }

  private static EmbeddedSettings settings(int recognizers, int maxWaiting) {
    return settings(recognizers, maxWaiting, Duration.ofSeconds(10));
  }

  private static EmbeddedSettings settings(
      int recognizers, int maxWaiting, Duration answerTimeout) {
    Duration longest = Duration.ofSeconds(LONGEST_SECONDS);
    return new EmbeddedSettings(
        recognizers,
        maxWaiting,
        answerTimeout,
        longest,
        List.of("please"),
        1,
        16,
        OptionalInt.empty());
  }

  private UtteranceRecognizer recognizer(Path grammars) {
    loads.incrementAndGet();
    return phrases -> new Counting();
  }

  /** Understands the first sample of each piece. */
  private final class Counting implements UtteranceRecognizer.Decoding {

    private final Queue<short[]> sound = new ArrayDeque<>();
    private String words = "";
    private int samples;

    @Override
    public void add(short[] piece) {
      sound.add(piece);
    }

    @Override
    public void end() {}

    @Override
    public boolean hear() {
      short[] piece = sound.poll();
      if (piece == null) {
        return false;
      }
      samples += piece.length;
      if (piece[0] == BREAK) {
        throw new IllegalStateException("broken on purpose");
      }
      words = piece[0] == 0 ? words : (words + " " + piece[0]).strip();
      return true;
    }

    @Override
    public String partial() {
      return words;
    }

    @Override
    public String words() {
      heardSamples.add(samples);
      return words;
    }
  }

  /** One call's stream. */
  private final class Call {

    private final TestPublisher.Probe<SttInput> input;
    private final TestSubscriber.Probe<TranscriptEvent> heard;

    Call() {
      this(1_000);
    }

    Call(int demand) {
      Flow<SttInput, TranscriptEvent, NotUsed> flow =
          Flow.fromGraph(new TranscribeStage(pool, PHRASES));
      Pair<TestPublisher.Probe<SttInput>, TestSubscriber.Probe<TranscriptEvent>> probes =
          TestSource.<SttInput>create(SYSTEM)
              .via(flow)
              .toMat(TestSink.create(SYSTEM), Keep.both())
              .run(SYSTEM);
      input = probes.first();
      heard = probes.second();
      heard.ensureSubscription();
      if (demand > 0) {
        heard.request(demand);
      }
    }

    Call say(long utterance, int word) {
      short[] samples = new short[UtteranceQueue.TURN_SAMPLES];
      samples[0] = (short) word;
      input.sendNext(new Audio(utterance, new AudioFrame(16_000, samples)));
      return this;
    }

    Call end(long utterance) {
      input.sendNext(new EndOfSpeech(utterance));
      return this;
    }

    void expectFinal(long utterance) {
      assertThat(heard.expectNext()).isInstanceOf(Partial.class);
      assertThat(heard.expectNext())
          .isInstanceOf(Final.class)
          .extracting(TranscriptEvent::utterance)
          .isEqualTo(utterance);
    }
  }
}
