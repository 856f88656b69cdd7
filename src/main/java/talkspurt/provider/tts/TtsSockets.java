package talkspurt.provider.tts;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.Pair;
import akka.japi.pf.PFBuilder;
import akka.stream.Graph;
import akka.stream.SourceShape;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ConnectionPool;
import talkspurt.provider.transport.ConnectionPool.Taken;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.transport.Retries;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.provider.transport.WebSocketClient;
import talkspurt.provider.transport.WebSocketClient.Endpoint;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.ProviderMetrics;

/**
 * A server that speaks over WebSockets. A connection serves one sentence at a time and is kept for
 * the next one; a sentence that nobody wants any more is dropped by its name in the protocol, and
 * what still comes of it is not heard. Thread-safe.
 */
public final class TtsSockets {

  private static final int MAX_MESSAGE_BYTES = 4 << 20;

  private final ActorSystem<?> system;
  private final VoiceServer server;
  private final WebSocketClient client;
  private final Endpoint endpoint;
  private final Supplier<TtsTalk> talks;
  private final NanoClock clock;
  private final ConnectionPool<TtsSocket> connections;
  private final Retries retries;

  private TtsSockets(
      ActorSystem<?> system,
      VoiceServer server,
      Map<String, Secret> headers,
      Supplier<TtsTalk> talks,
      NanoClock clock,
      ProviderMetrics metrics) {
    this.system = system;
    this.server = server;
    this.client = WebSocketClient.create(system);
    this.endpoint = new Endpoint(
        server.provider(),
        server.url(),
        headers.entrySet().stream()
            .<HttpHeader>map(
                header -> RawHeader.create(header.getKey(), header.getValue().text()))
            .toList(),
        server.connectTimeout(),
        MAX_MESSAGE_BYTES,
        false);
    this.talks = talks;
    this.clock = clock;
    this.connections = new ConnectionPool<>(server.maxConnections());
    this.retries = new Retries(server, clock, metrics);
  }

  /**
   * A server that nobody has asked yet; its url is that of the WebSocket.
   *
   * @param headers sent when a connection is opened
   * @param talks the protocol of a new connection
   */
  public static TtsSockets create(
      ActorSystem<?> system,
      VoiceServer server,
      Map<String, Secret> headers,
      Supplier<TtsTalk> talks,
      NanoClock clock,
      ProviderMetrics metrics) {
    return new TtsSockets(system, server, headers, talks, clock, metrics);
  }

  /** The sound of a sentence; whatever goes wrong is a {@link ProviderFault}. */
  public Source<Sound, NotUsed> say(String text) {
    return retries.of(() -> attempt(text));
  }

  private Source<Sound, NotUsed> attempt(String text) {
    return spoken(text, connections.take(this::open));
  }

  private Source<Sound, NotUsed> spoken(String text, Optional<Taken<TtsSocket>> room) {
    Taken<TtsSocket> taken = room.orElseThrow(() -> ProviderFault.overloaded(
        server.provider(),
        "all " + server.maxConnections() + " connections are in use",
        Optional.empty()));
    boolean[] begun = new boolean[1];
    return Source.fromGraph(new TtsSentenceStage(taken.connection(), text))
        .via(SoundStream.patience(server.firstSoundTimeout(), server.nextSoundTimeout()))
        .map(sound -> {
          begun[0] = true;
          return sound;
        })
        .recoverWithRetries(
            1,
            new PFBuilder<Throwable, Graph<SourceShape<Sound>, NotUsed>>()
                .match(
                    ProviderFault.class,
                    lost -> taken.used()
                        && !begun[0]
                        && lost.failure().kind() == ProviderFailure.Kind.UNREACHABLE,
                    lost -> spoken(text, connections.fresh(this::open)))
                .build())
        .mapError(
            Throwable.class,
            failure -> ProviderFault.known(failure)
                ? ProviderFault.of(server.provider(), failure)
                : failure);
  }

  private TtsSocket open(ConnectionPool<TtsSocket> kept) {
    TtsSocket[] made = new TtsSocket[1];
    TtsSocketStage stage =
        new TtsSocketStage(server, talks.get(), clock, new TtsSocketStage.Owner() {
          @Override
          public void free() {
            kept.free(made[0]).ifPresent(since -> closeUnlessUsed(made[0], since));
          }

          @Override
          public void gone() {
            kept.gone(made[0]);
          }
        });
    Pair<CompletionStage<Optional<NotOpened>>, TtsSocket> opened =
        client.open(endpoint, Flow.fromGraph(stage));
    made[0] = opened.second();
    opened.first().thenAccept(refused -> made[0].opened(refused.map(NotOpened::failure)));
    return made[0];
  }

  private void closeUnlessUsed(TtsSocket connection, long since) {
    system
        .scheduler()
        .scheduleOnce(
            server.keepFor(),
            () -> {
              if (connections.withdraw(connection, since)) {
                connection.close();
              }
            },
            system.executionContext());
  }
}
