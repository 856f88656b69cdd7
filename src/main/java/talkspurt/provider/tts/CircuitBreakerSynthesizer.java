package talkspurt.provider.tts;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.pattern.CircuitBreaker;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.Breakers;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/**
 * A voice behind a circuit breaker: not asked for a while once it has failed too often in a row, and whose first
 * sound is timed. Thread-safe.
 */
public final class CircuitBreakerSynthesizer implements Synthesizer {

  private final String provider;
  private final Synthesizer voice;
  private final int maxAtOnce;
  private final Semaphore places;
  private final CircuitBreaker breaker;
  private final ProviderMetrics metrics;
  private final NanoClock clock;

  private CircuitBreakerSynthesizer(
      String provider,
      Synthesizer voice,
      int maxAtOnce,
      CircuitBreaker breaker,
      ProviderMetrics metrics,
      NanoClock clock) {
    this.provider = provider;
    this.voice = voice;
    this.maxAtOnce = maxAtOnce;
    this.places = new Semaphore(maxAtOnce);
    this.breaker = breaker;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * A voice under guard.
   *
   * @param provider its name in metrics
   * @param maxAtOnce how many sentences it may speak at once; one more fails, which is not its fault
   */
  public static Synthesizer create(
      ActorSystem<?> system,
      String provider,
      Synthesizer voice,
      int maxAtOnce,
      BreakerSettings settings,
      ProviderMetrics metrics,
      NanoClock clock) {
    // each step of an adapter has a limit of its own
    CircuitBreaker breaker =
        Breakers.breaker(system, "synthesizer", provider, settings, Duration.ZERO, metrics);
    return new CircuitBreakerSynthesizer(provider, voice, maxAtOnce, breaker, metrics, clock);
  }

  @Override
  public ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, provider, detail);
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    return Source.lazySource(() -> guarded(request))
        .mapMaterializedValue(later -> NotUsed.getInstance());
  }

  private Source<Sound, NotUsed> guarded(Request request) {
    if (!places.tryAcquire()) {
      return failed(Kind.OVERLOADED, "speaks " + maxAtOnce + " sentences already");
    }
    AtomicBoolean let = new AtomicBoolean();
    CompletableFuture<Done> outcome = new CompletableFuture<>();
    breaker.callWithCircuitBreakerCS(() -> {
      let.set(true);
      return outcome;
    });
    if (!let.get()) {
      places.release();
      return failed(Kind.UNREACHABLE, "not asked, since it failed too often in a row");
    }
    metrics.asked("voice", provider);
    return voice
        .synthesize(request)
        .via(new OutcomeStage(new Attempt(outcome, breaker.isHalfOpen(), clock.nanoTime())));
  }

  private Source<Sound, NotUsed> failed(Kind kind, String detail) {
    return Source.single(new Sound.Failed(new ProviderFailure(kind, provider, detail)));
  }

  /** One sentence asked for: tells the breaker once what came of it. */
  final class Attempt {

    private final CompletableFuture<Done> outcome;
    private final boolean trial;
    private final long since;
    private boolean sounds;

    private Attempt(CompletableFuture<Done> outcome, boolean trial, long since) {
      this.outcome = outcome;
      this.trial = trial;
      this.since = since;
    }

    void on(Sound sound) {
      if (sound instanceof Sound.Pcm && !sounds) {
        sounds = true;
        metrics.synthesizerFirstSound(provider, clock.nanoTime() - since);
      } else if (sound instanceof Sound.Failed failed
          && failed.failure().kind() != Kind.REJECTED_REQUEST) {
        fails(new Failure());
      }
    }

    void completed() {
      outcome.complete(Done.done());
    }

    /** Over, however. One nobody waited for tells nothing; a voice on trial stays on trial. */
    void over() {
      places.release();
      if (trial && !sounds) {
        fails(new Failure());
      } else {
        completed();
      }
    }

    void fails(Throwable failure) {
      outcome.completeExceptionally(failure);
    }
  }

  /** Only for the breaker to count. */
  private static final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure() {
      super("failed", null, false, false);
    }
  }
}
