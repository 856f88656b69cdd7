package talkspurt.provider.realtime;

import akka.NotUsed;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import akka.pattern.CircuitBreaker;
import akka.stream.javadsl.Flow;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.Quota;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.provider.transport.SocketStage;
import talkspurt.provider.transport.WebSocketClient;
import talkspurt.telemetry.BotMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.websocket.SocketMessage;

/**
 * A bot of OpenAI's Realtime API, or of a server that speaks like it. One connection a flow, opened
 * when the flow is run. Thread-safe.
 */
public final class RealtimeBot implements SpeechToSpeech {

  static final String NAME = "openai-realtime";

  private static final int MAX_LINES_A_MINUTE = 10;
  private static final Duration LONGER_THAN_CALLERS_WAIT = Duration.ofHours(1);

  private final RealtimeSettings settings;
  private final SocketOpener opener;
  private final CircuitBreaker breaker;
  private final NanoClock clock;
  private final BotMetrics metrics;
  private final LimitedLog limit;
  private final Quota quota;

  /** The bot of these settings, at the address they name. */
  public RealtimeBot(
      RealtimeSettings settings,
      WebSocketClient client,
      CircuitBreaker breaker,
      NanoClock clock,
      BotMetrics metrics) {
    this(settings, opener(settings, client), breaker, clock, metrics);
  }

  /**
   * The bot of these settings, wherever it is.
   *
   * @param opener opens a connection to its server
   * @param breaker of its server; tells of itself
   */
  public RealtimeBot(
      RealtimeSettings settings,
      SocketOpener opener,
      CircuitBreaker breaker,
      NanoClock clock,
      BotMetrics metrics) {
    this.settings = settings;
    this.opener = opener;
    this.breaker = breaker;
    this.clock = clock;
    this.metrics = metrics;
    this.limit = new LimitedLog(clock, MAX_LINES_A_MINUTE);
    this.quota = new Quota(clock, wait -> metrics.quotaTold(NAME, wait));
    ServerEvent.Unreadable.REASONS.forEach(metrics::botUnreadableKnown);
  }

  /** Who is paid for writing down the caller's words, in figures and settings. */
  public static final String TRANSCRIPTION = "openai-realtime-transcription";

  @Override
  public Flow<Input, Output, NotUsed> converse(Request request) {
    metrics.botAsked(NAME);
    return Flow.fromGraph(new SocketStage<Input, Output>(
        NAME,
        talk -> guarded(opener.in(request.meter().trace().traceparent()), talk),
        settings.limits().connectTimeout(),
        controls -> new RealtimeSession(
            request.callId(),
            new RealtimeTalk(settings, request, ms -> metrics.botFirstSound(NAME, ms * 1_000_000)),
            settings,
            clock,
            metrics,
            limit,
            quota,
            request.meter(),
            controls)));
  }

  @Override
  public Duration takesNothingFor() {
    return quota.takesNothingFor();
  }

  private static SocketOpener opener(RealtimeSettings settings, WebSocketClient client) {
    URI url = URI.create(
        settings.url() + "?model=" + URLEncoder.encode(settings.model(), StandardCharsets.UTF_8));
    return client.opener(WebSocketClient.Endpoint.of(
        NAME, url, headers(settings), settings.limits().connectTimeout()));
  }

  /** What is wrong with us or the request says nothing against the server. */
  private CompletionStage<Optional<NotOpened>> guarded(
      SocketOpener opener, Flow<SocketMessage, SocketMessage, NotUsed> talk) {
    if (breaker.isOpen()) {
      return CompletableFuture.completedFuture(Optional.of(new NotOpened(
          new ProviderFailure(ProviderFailure.Kind.OVERLOADED, NAME, "circuit breaker open"),
          LONGER_THAN_CALLERS_WAIT)));
    }
    return opener.open(talk).thenApply(outcome -> {
      if (outcome.filter(not -> not.failure().worthRetrying()).isPresent()) {
        breaker.fail();
      } else {
        breaker.succeed();
      }
      return outcome;
    });
  }

  private static List<HttpHeader> headers(RealtimeSettings settings) {
    List<HttpHeader> headers = new ArrayList<>();
    settings
        .key()
        .ifPresent(key -> headers.add(RawHeader.create("Authorization", "Bearer " + key.text())));
    if (settings.beta()) {
      headers.add(RawHeader.create("OpenAI-Beta", "realtime=v1"));
    }
    return headers;
  }
}
