package talkspurt.provider.transport;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.HttpCredentials;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.pattern.CircuitBreaker;
import akka.pattern.CircuitBreakerOpenException;
import akka.pattern.Patterns;
import akka.stream.BufferOverflowException;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/**
 * One HTTP server of a provider: a pool of connections, limits in time, retries of what is worth it,
 * and a breaker that leaves a failing server alone for a while. Thread-safe.
 */
public final class ProviderHttpClient {

  /** What a request came to. */
  public sealed interface Reply {

    /** The head of a good answer; its body has to be read at once, or cancelled. */
    record Answered(HttpResponse response) implements Reply {}

    /**
     * No good answer.
     *
     * @param delay what an overloaded server asked for
     * @param said the beginning of what a server said that refuses a request; never for a log
     * @param status of the answer; 0 where none came
     */
    record Failed(ProviderFailure failure, Optional<Duration> delay, String said, int status)
        implements Reply {}
  }

  /** A connection on which nothing moved for so long is closed. */
  private static final Duration LONGEST_STALL = Duration.ofMinutes(2);

  private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

  private static final Duration DRAINED_WITHIN = Duration.ofMillis(500);
  private static final Duration REFUSAL_WITHIN = Duration.ofSeconds(2);
  private static final int LONGEST_REFUSAL = 16_384;
  private static final int LONGEST_SAID = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final ActorSystem<?> system;
  private final PeerSettings settings;
  private final ConnectionPoolSettings pool;
  private final CircuitBreaker breaker;
  private final ProviderMetrics metrics;
  private final Quota quota;

  private ProviderHttpClient(
      ActorSystem<?> system, PeerSettings settings, ProviderMetrics metrics) {
    this.system = system;
    this.settings = settings;
    this.metrics = metrics;
    this.quota = new Quota(NanoClock.system(), wait -> metrics.quotaTold(settings.name(), wait));
    this.pool = pool(system, settings);
    this.breaker = Breakers.breaker(
        system,
        "http",
        settings.name() + " " + settings.url().getAuthority(),
        settings.breaker(),
        settings.connectTimeout().plus(settings.answerTimeout()).plusSeconds(1),
        metrics);
  }

  /** A server that nobody has asked yet. */
  public static ProviderHttpClient create(
      ActorSystem<?> system, PeerSettings settings, ProviderMetrics metrics) {
    return new ProviderHttpClient(system, settings, metrics);
  }

  private static ConnectionPoolSettings pool(ActorSystem<?> system, PeerSettings settings) {
    ClientConnectionSettings connection = ClientConnectionSettings.create(system.classicSystem())
        .withConnectingTimeout(scala(settings.connectTimeout()))
        .withIdleTimeout(scala(LONGEST_STALL));
    return ConnectionPoolSettings.create(system.classicSystem())
        .withConnectionSettings(connection)
        .withMaxConnections(settings.maxConnections())
        .withMaxOpenRequests(Integer.highestOneBit(settings.maxConnections()) * 4)
        .withMaxRetries(0)
        .withBaseConnectionBackoff(scala(Duration.ofMillis(50)))
        .withMaxConnectionBackoff(scala(MAX_BACKOFF));
  }

  private static scala.concurrent.duration.FiniteDuration scala(Duration duration) {
    return scala.concurrent.duration.Duration.create(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The request with the token, if there is one, as its bearer's (RFC 6750, 2.1). */
  public static HttpRequest authorized(HttpRequest request, Optional<Secret> token) {
    return token
        .map(secret ->
            request.addCredentials(HttpCredentials.createOAuth2BearerToken(secret.text())))
        .orElse(request);
  }

  /** Sends a request, again where that is worth it. Never fails. */
  public CompletionStage<Reply> send(HttpRequest request) {
    return send(request, 1);
  }

  /**
   * The same, and reads the answer as a stream that may be cancelled at any time: an answer that comes after that is
   * discarded.
   *
   * @param reader of the reply; reads or discards the body of a good one
   */
  public <T> Source<T, NotUsed> stream(
      HttpRequest request, Function<Reply, Source<T, NotUsed>> reader) {
    CompletionStage<Reply> asked = send(request);
    AtomicBoolean taken = new AtomicBoolean();
    return Source.completionStageSource(asked.thenApply(reply -> Source.fromMaterializer(
            (mat, attributes) -> taken.getAndSet(true) ? Source.<T>empty() : reader.apply(reply))))
        .<NotUsed>mapMaterializedValue(any -> NotUsed.getInstance())
        .via(new OnTerminationStage<>(complete -> asked.thenAccept(reply -> {
          if (!taken.getAndSet(true) && reply instanceof Reply.Answered answered) {
            discard(answered.response());
          }
        })));
  }

  private CompletionStage<Reply> send(HttpRequest request, int attempt) {
    return attempt(request).thenCompose(reply -> {
      if (!(reply instanceof Reply.Failed failed)
          || attempt >= settings.attempts()
          || !failed.failure().worthRetrying()
          || failed.delay().filter(this::tooLong).isPresent()) {
        return CompletableFuture.completedFuture(reply);
      }
      return Patterns.after(
          failed.delay().orElse(settings.retryAfter()), system.classicSystem(), () -> {
            metrics.retried(settings.name());
            return send(request, attempt + 1);
          });
    });
  }

  private boolean tooLong(Duration wait) {
    return wait.compareTo(settings.retryAfter()) > 0;
  }

  private CompletionStage<Reply> attempt(HttpRequest request) {
    return breaker
        .callWithCircuitBreakerCS(
            () -> ask(request),
            (reply, thrown) -> thrown.isPresent() || reply.filter(this::bad).isPresent())
        .exceptionally(thrown -> failed(failure(thrown)));
  }

  private boolean bad(Reply reply) {
    return reply instanceof Reply.Failed failed && failed.failure().worthRetrying();
  }

  private CompletionStage<Reply> ask(HttpRequest request) {
    CompletableFuture<HttpResponse> coming = Http.get(system)
        .singleRequest(
            request,
            Http.get(system).defaultClientHttpsContext(),
            pool,
            system.classicSystem().log())
        .toCompletableFuture();
    return coming
        .copy()
        .orTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((inTime, late) -> {
          if (late != null) {
            coming.thenAccept(this::discard); // it may come yet
          }
        })
        .thenCompose(this::judged)
        .exceptionally(thrown -> failed(failure(thrown)));
  }

  /** For how long the server has said that it takes no more; zero: it does. */
  public Duration takesNothingFor() {
    return quota.takesNothingFor();
  }

  private CompletionStage<Reply> judged(HttpResponse response) {
    int status = response.status().intValue();
    RateLimits.of(response)
        .filter(wait -> status != TOO_MANY_REQUESTS || !wait.isZero())
        .or(() -> status == TOO_MANY_REQUESTS ? RetryAfter.of(response) : Optional.empty())
        .ifPresent(quota::told);
    if (status >= 200 && status < 300) {
      return CompletableFuture.completedFuture(new Reply.Answered(response));
    }
    Optional<Duration> delay = RetryAfter.of(response);
    ProviderFailure failure = failure(Kind.ofStatus(status), "status " + status);
    if (failure.kind() != Kind.REJECTED_REQUEST) {
      discard(response);
      return CompletableFuture.completedFuture(new Reply.Failed(failure, delay, "", status));
    }
    return response
        .entity()
        .withSizeLimit(LONGEST_REFUSAL)
        .toStrict(REFUSAL_WITHIN.toMillis(), Materializer.matFromSystem(system))
        .handle((body, unread) ->
            new Reply.Failed(failure, delay, unread == null ? start(body.getData()) : "", status));
  }

  private static String start(ByteString body) {
    String text = body.utf8String().strip();
    return text.length() <= LONGEST_SAID ? text : text.substring(0, LONGEST_SAID);
  }

  private static Reply failed(ProviderFailure failure) {
    return new Reply.Failed(failure, Optional.empty(), "", 0);
  }

  /** What is wrong when a request, or the stream of an answer, has failed so. */
  public ProviderFailure failure(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof CircuitBreakerOpenException) {
      return failure(Kind.UNREACHABLE, "circuit breaker open");
    }
    if (cause instanceof BufferOverflowException) {
      return failure(Kind.OVERLOADED, "too many requests of ours wait");
    }
    if (cause instanceof TimeoutException) {
      return failure(Kind.UNREACHABLE, "no answer in time");
    }
    if (cause instanceof EntityStreamSizeException) {
      return failure(Kind.BROKE_PROTOCOL, "the answer is too long");
    }
    return failure(Kind.UNREACHABLE, BrokenConnection.why(cause));
  }

  /** A failure of this server. */
  public ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, settings.name(), detail, Addressed.shown(settings.url()));
  }

  /** The body of an answer, up to the bound. */
  public Source<ByteString, NotUsed> body(HttpResponse response) {
    return response
        .entity()
        .withSizeLimit(settings.maxBytes())
        .getDataBytes()
        .mapMaterializedValue(any -> NotUsed.getInstance());
  }

  /**
   * The same; where it is cancelled when all that matters has been read, its end is read for the sake
   * of the connection.
   */
  public Source<ByteString, NotUsed> body(HttpResponse response, BooleanSupplier whole) {
    return body(response).via(Flow.fromGraph(new DrainStage<>(whole, DRAINED_WITHIN)));
  }

  /** Leaves the body of an answer unread, and closes its connection. */
  public void discard(HttpResponse response) {
    response.entity().getDataBytes().runWith(Sink.cancelled(), Materializer.matFromSystem(system));
  }

  /** Fails when what is wanted of an answer does not come in time. */
  public <T> Flow<T, T, NotUsed> patience() {
    return Flow.fromGraph(new DeadlineStage<>(settings.firstTimeout(), settings.nextTimeout()));
  }

  /** An answer that began well went wrong. */
  public void blame() {
    breaker.fail();
  }
}
