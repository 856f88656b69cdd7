package talkspurt.fake;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.japi.Pair;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.UsageAccount;
import talkspurt.provider.UsageMeter.Used;

/** A call that speaks {@link SpokenNumbers} to a transcriber, and hears what it understands. */
public final class SpokenCall {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int WORD_MS = 200;

  private final int rateHz;
  private final UsageAccount paid = new UsageAccount();
  private final List<TranscriptEvent.GaveWay> gaveWay = new ArrayList<>();
  private final TestPublisher.Probe<SttInput> input;
  private final TestSubscriber.Probe<TranscriptEvent> output;

  /** At 16 kHz. */
  public SpokenCall(ActorSystem system, Transcriber transcriber) {
    this(system, transcriber, 16_000);
  }

  /** At the rate of the recogniser, so that its language stays what it is. */
  public SpokenCall(ActorSystem system, Transcriber transcriber, int rateHz) {
    this.rateHz = rateHz;
    Flow<SttInput, TranscriptEvent, NotUsed> flow =
        transcriber.transcribe(new Transcriber.Request("en", List.of("one"), this::pay));
    Pair<TestPublisher.Probe<SttInput>, TestSubscriber.Probe<TranscriptEvent>> ends =
        TestSource.<SttInput>create(system)
            .via(flow)
            .toMat(TestSink.create(system), Keep.both())
            .run(system);
    input = ends.first();
    output = ends.second();
    output.request(1_000_000);
  }

  private void pay(Used used) {
    synchronized (paid) {
      paid.add(used);
    }
  }

  /** What the transcriber was used for so far. */
  public Map<String, Long> used() {
    synchronized (paid) {
      return paid.used();
    }
  }

  /** How much of that it has not told itself. */
  public Map<String, Long> estimated() {
    synchronized (paid) {
      return paid.estimated();
    }
  }

  /** Says words, in frames of 20 ms. */
  public SpokenCall say(long utterance, String words) {
    return sound(utterance, SpokenNumbers.sound(words, WORD_MS, rateHz));
  }

  /** Says nothing within an utterance. */
  public SpokenCall pause(long utterance, int ms) {
    return sound(utterance, new short[ms * rateHz / 1000]);
  }

  private SpokenCall sound(long utterance, short[] samples) {
    int frame = AudioFrame.samplesPerFrame(rateHz);
    for (int at = 0; at < samples.length; at += frame) {
      short[] piece = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + frame));
      input.sendNext(new SttInput.Audio(utterance, new AudioFrame(rateHz, piece)));
    }
    return this;
  }

  /** Ends an utterance. */
  public SpokenCall end(long utterance) {
    input.sendNext(new SttInput.EndOfSpeech(utterance));
    return this;
  }

  /** The next event that is no partial and no failure that was made good. */
  public TranscriptEvent answer() {
    return until(event -> {
      if (event instanceof TranscriptEvent.GaveWay first) {
        gaveWay.add(first);
      }
      return !(event instanceof TranscriptEvent.Partial)
          && !(event instanceof TranscriptEvent.GaveWay);
    });
  }

  /** What failed and was made good before the answers so far. */
  public List<TranscriptEvent.GaveWay> gaveWay() {
    return List.copyOf(gaveWay);
  }

  /** The next partial with these words. */
  public TranscriptEvent partial(long utterance, String words) {
    return until(new TranscriptEvent.Partial(utterance, words)::equals);
  }

  /** The next event that fits, passing over what comes before. */
  public TranscriptEvent until(Predicate<TranscriptEvent> fits) {
    while (true) {
      TranscriptEvent event = output.expectNextWithTimeoutPF(
          scala.concurrent.duration.Duration.fromNanos(PATIENCE.toNanos()), any());
      if (fits.test(event)) {
        return event;
      }
    }
  }

  /** Nobody speaks any more; the rest is told, and the flow is over. */
  public void complete() {
    input.sendComplete();
    output.expectComplete();
  }

  /** Nobody listens any more. */
  public void cancel() {
    output.cancel();
    input.expectCancellation();
  }

  private static scala.PartialFunction<Object, TranscriptEvent> any() {
    return new akka.japi.pf.PFBuilder<Object, TranscriptEvent>()
        .match(TranscriptEvent.class, event -> event)
        .build();
  }
}
