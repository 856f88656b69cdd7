package talkspurt.provider.mediastream;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.japi.Pair;
import akka.japi.pf.PFBuilder;
import akka.stream.Graph;
import akka.stream.SourceShape;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * A bot that is reached over a WebSocket and spoken to in the manner of Twilio's Media Streams. One
 * connection a flow; it is opened when the flow is run. Thread-safe.
 */
public final class MediaStreamBot implements SpeechToSpeech {

  static final String NAME = "media-stream";
  private static final int MAX_LINES_A_MINUTE = 10;

  private final ActorSystem<?> system;
  private final MediaStreamSettings settings;
  private final Metrics metrics;
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE);

  private MediaStreamBot(ActorSystem<?> system, MediaStreamSettings settings, Metrics metrics) {
    this.system = system;
    this.settings = settings;
    this.metrics = metrics;
    StreamReader.foresee(metrics);
  }

  /** The bot of these settings. */
  public static SpeechToSpeech create(
      ActorSystem<?> system, MediaStreamSettings settings, Metrics metrics) {
    return new MediaStreamBot(system, settings, metrics);
  }

  @Override
  public Flow<Input, Output, NotUsed> converse(Request request) {
    return Flow.fromMaterializer((materializer, attributes) -> conversation(request))
        .mapMaterializedValue(begun -> NotUsed.getInstance());
  }

  private Flow<Input, Output, NotUsed> conversation(Request request) {
    String streamSid = "MZ" + UUID.randomUUID().toString().replace("-", "");
    CompletableFuture<WebSocketUpgradeResponse> upgrade = new CompletableFuture<>();
    StreamReader reader =
        new StreamReader(streamSid, request.callId(), settings.maxUnreadable(), metrics, limit);
    return written(new StreamWriter(streamSid, request, settings.parameters()))
        .viaMat(socket().mapMaterializedValue(answer -> completed(upgrade, answer)), Keep.right())
        .via(WholeTexts.flow(settings.maxMessageBytes()))
        .mapConcat(reader::read)
        .takeWhile(said -> !(said instanceof Output.Failed), true)
        .prepend(opened(upgrade))
        .recoverWithRetries(
            1,
            new PFBuilder<Throwable, Graph<SourceShape<Output>, NotUsed>>()
                .matchAny(broken -> failed(upgrade, broken))
                .build());
  }

  private static Flow<Input, Message, NotUsed> written(StreamWriter writer) {
    return Flow.of(Input.class)
        .statefulMap(
            () -> writer,
            (state, input) -> Pair.create(state, state.write(input)),
            state -> Optional.of(Optional.of(state.end())))
        .mapConcat(message -> message.stream().toList())
        .prepend(Source.from(writer.begin()))
        .map(message -> (Message) TextMessage.create(StreamMessageCodec.encode(message)));
  }

  private Flow<Message, Message, CompletionStage<WebSocketUpgradeResponse>> socket() {
    WebSocketRequest request = WebSocketRequest.create(settings.url().toString());
    for (var header : settings.headers().entrySet()) {
      request =
          request.addHeader(HttpHeader.parse(header.getKey(), header.getValue().text()));
    }
    Http http = Http.get(system);
    ClientConnectionSettings patience = ClientConnectionSettings.create(system.classicSystem())
        .withConnectingTimeout(scala.concurrent.duration.Duration.create(
            settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS));
    return http.webSocketClientFlow(
        request,
        http.defaultClientHttpsContext(),
        Optional.empty(),
        patience,
        system.classicSystem().log());
  }

  private static NotUsed completed(
      CompletableFuture<WebSocketUpgradeResponse> upgrade,
      CompletionStage<WebSocketUpgradeResponse> answer) {
    answer.whenComplete((response, failure) -> {
      if (failure == null) {
        upgrade.complete(response);
      } else {
        upgrade.completeExceptionally(failure);
      }
    });
    return NotUsed.getInstance();
  }

  private Source<Output, NotUsed> opened(CompletableFuture<WebSocketUpgradeResponse> upgrade) {
    return Source.completionStage(upgrade
            .orTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(MediaStreamBot::accepted))
        .mapMaterializedValue(running -> NotUsed.getInstance());
  }

  private static Output accepted(WebSocketUpgradeResponse response) {
    if (!response.isValid()) {
      throw new IllegalStateException("no WebSocket");
    }
    return new Output.Opened();
  }

  /** What a broken connection means is known when the answer to opening it is. */
  private static Source<Output, NotUsed> failed(
      CompletableFuture<WebSocketUpgradeResponse> upgrade, Throwable broken) {
    return Source.completionStage(
            upgrade.handle((response, failure) -> Failures.of(response, failure, broken)))
        .<Output>map(Output.Failed::new)
        .mapMaterializedValue(running -> NotUsed.getInstance());
  }
}
