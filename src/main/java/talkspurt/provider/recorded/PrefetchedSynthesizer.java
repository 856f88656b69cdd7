package talkspurt.provider.recorded;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;
import talkspurt.telemetry.NanoClock;

/**
 * A voice whose words for bad moments are in memory before they are wanted: they are asked for, one
 * after the other, {@value #FIRST_SPEAK_SECONDS} s after the voice is first asked for anything: the first caller's
 * greeting and answer are not to wait behind them at a voice that says one thing at a time. Thread-safe.
 */
public final class PrefetchedSynthesizer implements Synthesizer {

  private static final int FIRST_SPEAK_SECONDS = 15;
  private static final long AGAIN_AFTER_NANOS = Duration.ofSeconds(30).toNanos();

  private final ActorSystem<?> system;
  private final Synthesizer voice;
  private final List<Request> wanted;
  private final NanoClock clock;
  private final UnaryOperator<List<Sound>> finish;
  private final Map<Request, List<Sound>> known = new ConcurrentHashMap<>();
  private final AtomicLong next;

  private PrefetchedSynthesizer(
      ActorSystem<?> system,
      Synthesizer voice,
      List<Request> wanted,
      NanoClock clock,
      UnaryOperator<List<Sound>> finish) {
    this.system = system;
    this.voice = voice;
    this.wanted = List.copyOf(wanted);
    this.clock = clock;
    this.finish = finish;
    this.next = new AtomicLong(clock.nanoTime());
  }

  /**
   * A voice with a few things to say by heart.
   *
   * @param wanted what it is to have in memory; a few short texts
   */
  public static Synthesizer create(
      ActorSystem<?> system, Synthesizer voice, List<Request> wanted, NanoClock clock) {
    return create(system, voice, wanted, clock, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param finish what becomes of a sentence before it is kept
   */
  public static Synthesizer create(
      ActorSystem<?> system,
      Synthesizer voice,
      List<Request> wanted,
      NanoClock clock,
      UnaryOperator<List<Sound>> finish) {
    return wanted.isEmpty()
        ? voice
        : new PrefetchedSynthesizer(system, voice, wanted, clock, finish);
  }

  @Override
  public ProviderFailure failure(ProviderFailure.Kind kind, String detail) {
    return voice.failure(kind, detail);
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    List<Sound> sound = known.get(request);
    rehearse();
    return sound == null ? voice.synthesize(request) : Source.from(sound);
  }

  /** What is missing is asked for now and then, until all is there. What does not end is cancelled. */
  private void rehearse() {
    long now = clock.nanoTime();
    long due = next.get();
    if (known.size() < wanted.size()
        && now - due >= 0
        && next.compareAndSet(due, now + AGAIN_AFTER_NANOS)) {
      Source.from(wanted)
          .initialDelay(Duration.ofSeconds(FIRST_SPEAK_SECONDS))
          .filterNot(known::containsKey)
          .flatMapConcat(text -> voice
              .synthesize(text)
              .filterNot(Sound.GaveWay.class::isInstance)
              .limitWeighted(KeepStage.LONGEST_MS, sound -> (long) KeepStage.durationMs(sound))
              .via(new KeepStage(whole -> keep(text, whole))))
          .takeWhile(sound -> !(sound instanceof Sound.Failed))
          .runWith(Sink.ignore(), system);
    }
  }

  private void keep(Request text, List<Sound> whole) {
    if (whole.stream().anyMatch(Sound.Pcm.class::isInstance)) {
      known.put(text, List.copyOf(finish.apply(whole)));
    }
  }
}
