package talkspurt.provider.stt;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.japi.pf.PFBuilder;
import akka.stream.Materializer;
import akka.stream.StreamLimitReachedException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.transport.BrokenConnection;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.PluggedTransport;
import talkspurt.provider.transport.RetryAfter;
import talkspurt.provider.transport.SocketMessage;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.text.OutsideText;

/** WebSocket connections to recognisers and bots: one for each call, by Akka HTTP's client. Thread-safe. */
public final class SttSockets {

  private static final long LONGEST_BYTES = 1 << 20;
  private static final Duration WHOLE_WITHIN = Duration.ofSeconds(5);
  private static final scala.concurrent.duration.Duration PING_AFTER =
      scala.concurrent.duration.Duration.create(15, TimeUnit.SECONDS);

  private final ActorSystem<?> system;

  private SttSockets(ActorSystem<?> system) {
    this.system = system;
  }

  /** Connections made by this system. */
  public static SttSockets create(ActorSystem<?> system) {
    return new SttSockets(system);
  }

  /**
   * A flow for one call.
   *
   * @param provider the adapter's name, for failures
   * @param url {@code ws} or {@code wss}, with its query
   * @param headers sent when a connection is opened
   * @param talks makes one for each connection
   */
  public Flow<SttInput, TranscriptEvent, NotUsed> flow(
      String provider,
      URI url,
      Iterable<HttpHeader> headers,
      Supplier<SttTalk> talks,
      SttSocketSettings settings) {
    SocketOpener opener = opener(provider, url, headers, settings.connectTimeout());
    return Flow.fromGraph(new SttSocketStage(provider, opener, talks, settings));
  }

  /**
   * What opens connections to one address.
   *
   * @param provider the adapter's name, for failures
   * @param url {@code ws} or {@code wss}, with its query
   * @param headers sent when a connection is opened
   */
  public SocketOpener opener(
      String provider, URI url, Iterable<HttpHeader> headers, Duration connectTimeout) {
    return talk -> open(provider, url, headers, talk, connectTimeout);
  }

  private CompletionStage<Optional<NotOpened>> open(
      String provider,
      URI url,
      Iterable<HttpHeader> headers,
      Flow<SocketMessage, SocketMessage, NotUsed> talk,
      Duration connectTimeout) {
    try {
      Http http = Http.get(system);
      PluggedTransport transport = new PluggedTransport();
      CompletableFuture<Boolean> answered = new CompletableFuture<>();
      WebSocketRequest request = WebSocketRequest.create(url.toString());
      for (HttpHeader header : headers) {
        request = request.addHeader(header);
      }
      return http.singleWebSocketRequest(
              request,
              messages(talk).watchTermination((any, end) -> {
                end.whenComplete((done, failure) -> {
                  if (!answered.isDone()) {
                    transport.pull();
                  }
                });
                return any;
              }),
              http.defaultClientHttpsContext(),
              Optional.empty(),
              patience(connectTimeout).withTransport(transport),
              system.classicSystem().log(),
              Materializer.matFromSystem(system))
          .first()
          .handle((response, failure) -> {
            answered.complete(true);
            return outcome(provider, response, failure);
          });
    } catch (IllegalArgumentException wrong) {
      return CompletableFuture.completedFuture(Optional.of(
          notOpened(new ProviderFailure(Kind.REJECTED_REQUEST, provider, "its url is no url"))));
    }
  }

  /** Quiet connections live by pings, and are found dead by them. */
  private ClientConnectionSettings patience(Duration connectTimeout) {
    ClientConnectionSettings standard = ClientConnectionSettings.create(system.classicSystem());
    return standard
        .withConnectingTimeout(scala.concurrent.duration.Duration.create(
            connectTimeout.toMillis(), TimeUnit.MILLISECONDS))
        .withWebsocketSettings(
            standard.getWebsocketSettings().withPeriodicKeepAliveMaxIdle(PING_AFTER));
  }

  private Optional<NotOpened> outcome(
      String provider, WebSocketUpgradeResponse upgrade, Throwable failure) {
    if (failure != null) {
      return Optional.of(notOpened(new ProviderFailure(
          Kind.UNREACHABLE,
          provider,
          "can not be connected to: " + BrokenConnection.why(failure))));
    }
    if (upgrade.isValid()) {
      return Optional.empty();
    }
    HttpResponse response = upgrade.response();
    response.discardEntityBytes(system);
    Duration retryAfter = RetryAfter.of(response).orElse(Duration.ZERO);
    return Optional.of(new NotOpened(
        ProviderFailure.ofStatus(provider, response.status().intValue()), retryAfter));
  }

  private static NotOpened notOpened(ProviderFailure failure) {
    return new NotOpened(failure, Duration.ZERO);
  }

  private static Flow<Message, Message, NotUsed> messages(
      Flow<SocketMessage, SocketMessage, NotUsed> talk) {
    return Flow.<Message>create()
        .flatMapConcat(SttSockets::whole)
        .via(talk)
        .map(SttSockets::message);
  }

  private static Message message(SocketMessage message) {
    if (message instanceof SocketMessage.Text text) {
      // Akka fails the connection on half a character
      return TextMessage.create(OutsideText.repaired(text.text()));
    }
    if (message instanceof SocketMessage.Binary binary) {
      return BinaryMessage.create(binary.bytes());
    }
    throw new AssertionError(message);
  }

  private static Source<SocketMessage, NotUsed> whole(Message message) {
    Source<ByteString, ?> parts = message.isText()
        ? message.asTextMessage().getStreamedText().map(ByteString::fromString)
        : message.asBinaryMessage().getStreamedData();
    return parts
        .limitWeighted(LONGEST_BYTES, part -> (long) part.size())
        .completionTimeout(WHOLE_WITHIN)
        .fold(ByteString.emptyByteString(), ByteString::concat)
        .map(bytes -> whole(message.isText(), bytes.compact()))
        .recover(new PFBuilder<Throwable, SocketMessage>()
            .match(StreamLimitReachedException.class, tooLong -> new SocketMessage.Oversized())
            .match(TimeoutException.class, tooSlow -> new SocketMessage.Oversized())
            .build())
        .mapMaterializedValue(any -> NotUsed.getInstance());
  }

  private static SocketMessage whole(boolean text, ByteString bytes) {
    return text ? new SocketMessage.Text(bytes.utf8String()) : new SocketMessage.Binary(bytes);
  }
}
