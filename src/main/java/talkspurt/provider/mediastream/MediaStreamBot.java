package talkspurt.provider.mediastream;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.ws.PeerClosedConnectionException;
import akka.japi.Pair;
import akka.japi.pf.PFBuilder;
import akka.stream.Graph;
import akka.stream.SourceShape;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.transport.BrokenConnection;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.Traced;
import talkspurt.provider.transport.WebSocketClient;
import talkspurt.telemetry.BotMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.websocket.SocketMessage;

/**
 * A bot that is reached over a WebSocket and spoken to in the manner of Twilio's Media Streams. One
 * connection a flow; it is opened when the flow is run. Thread-safe.
 */
public final class MediaStreamBot implements SpeechToSpeech {

  static final String NAME = "media-stream";
  private static final int MAX_LINES_A_MINUTE = 10;

  private final WebSocketClient client;
  private final MediaStreamSettings settings;
  private final BotMetrics metrics;
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE);

  private MediaStreamBot(ActorSystem<?> system, MediaStreamSettings settings, BotMetrics metrics) {
    this.client = WebSocketClient.create(system);
    this.settings = settings;
    this.metrics = metrics;
    StreamReader.foresee(metrics);
  }

  /** The bot of these settings. */
  public static SpeechToSpeech create(
      ActorSystem<?> system, MediaStreamSettings settings, BotMetrics metrics) {
    return new MediaStreamBot(system, settings, metrics);
  }

  @Override
  public Flow<Input, Output, NotUsed> converse(Request request) {
    return Flow.fromMaterializer((materializer, attributes) -> conversation(request))
        .mapMaterializedValue(begun -> NotUsed.getInstance());
  }

  private Flow<Input, Output, NotUsed> conversation(Request request) {
    metrics.botAsked(NAME);
    String streamSid = "MZ" + UUID.randomUUID().toString().replace("-", "");
    CompletableFuture<Optional<NotOpened>> outcome = new CompletableFuture<>();
    StreamReader reader =
        new StreamReader(streamSid, request.callId(), settings.maxUnreadable(), metrics, limit);
    return written(new StreamWriter(streamSid, request, settings.parameters()))
        .viaMat(
            client.connection(endpoint(request)).mapMaterializedValue(opened -> {
              opened.thenAccept(outcome::complete);
              return NotUsed.getInstance();
            }),
            Keep.right())
        .mapConcat(reader::read)
        .takeWhile(said -> !(said instanceof Output.Failed), true)
        .prepend(opened(outcome))
        .recoverWithRetries(
            1,
            new PFBuilder<Throwable, Graph<SourceShape<Output>, NotUsed>>()
                .matchAny(broken -> failed(outcome, broken))
                .build());
  }

  private static Flow<Input, SocketMessage, NotUsed> written(StreamWriter writer) {
    return Flow.of(Input.class)
        .statefulMap(
            () -> writer,
            (state, input) -> Pair.create(state, state.write(input)),
            state -> Optional.of(Optional.of(state.end())))
        .mapConcat(message -> message.stream().toList())
        .prepend(Source.from(writer.begin()))
        .map(message -> new SocketMessage.Text(StreamMessageCodec.encode(message)));
  }

  private WebSocketClient.Endpoint endpoint(Request request) {
    List<HttpHeader> headers = settings.headers().entrySet().stream()
        .map(header -> HttpHeader.parse(header.getKey(), header.getValue().text()))
        .toList();
    return new WebSocketClient.Endpoint(
        NAME,
        settings.url(),
        Traced.headers(headers, request.meter().trace().traceparent()),
        settings.connectTimeout(),
        settings.maxMessageBytes(),
        true);
  }

  private Source<Output, NotUsed> opened(CompletableFuture<Optional<NotOpened>> outcome) {
    return Source.completionStage(outcome
            .orTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(MediaStreamBot::accepted))
        .mapMaterializedValue(running -> NotUsed.getInstance());
  }

  private static Output accepted(Optional<NotOpened> refused) {
    if (refused.isPresent()) {
      throw new IllegalStateException("no WebSocket");
    }
    return new Output.Opened();
  }

  /** What a broken connection means is known when the outcome of opening it is. */
  private static Source<Output, NotUsed> failed(
      CompletableFuture<Optional<NotOpened>> outcome, Throwable broken) {
    return Source.completionStage(
            outcome.handle((refused, late) -> new Output.Failed(failure(refused, broken))))
        .map(Output.class::cast)
        .mapMaterializedValue(running -> NotUsed.getInstance());
  }

  private static ProviderFailure failure(Optional<NotOpened> refused, Throwable broken) {
    if (refused == null) {
      return new ProviderFailure(Kind.UNREACHABLE, NAME, "no connection in time");
    }
    return refused.map(NotOpened::failure).orElseGet(() -> broken(broken));
  }

  private static ProviderFailure broken(Throwable broken) {
    return broken instanceof PeerClosedConnectionException closed
        ? ProviderFailure.ofCloseCode(NAME, closed.closeCode())
        : new ProviderFailure(
            Kind.UNREACHABLE, NAME, "the connection broke: " + BrokenConnection.why(broken));
  }
}
