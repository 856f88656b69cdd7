package talkspurt.provider.stt;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpHeader;
import akka.stream.javadsl.Flow;
import java.net.URI;
import java.util.function.Supplier;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.provider.transport.Traced;
import talkspurt.provider.transport.WebSocketClient;
import talkspurt.provider.transport.WebSocketClient.Endpoint;
import talkspurt.telemetry.ProviderMetrics;

/** Recognisers over WebSockets: one connection for each call. Thread-safe. */
public final class SttSockets {

  private final WebSocketClient client;
  private final ProviderMetrics metrics;

  private SttSockets(WebSocketClient client, ProviderMetrics metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  /** Connections made by this system. */
  public static SttSockets create(ActorSystem<?> system, ProviderMetrics metrics) {
    return new SttSockets(WebSocketClient.create(system), metrics);
  }

  /**
   * A flow for one call.
   *
   * @param provider the adapter's name, for failures
   * @param url {@code ws} or {@code wss}, with its query
   * @param headers sent when a connection is opened
   * @param meter of the call that asks, told what the recogniser takes
   * @param talks makes one for each connection
   */
  public Flow<SttInput, TranscriptEvent, NotUsed> flow(
      String provider,
      URI url,
      Iterable<HttpHeader> headers,
      UsageMeter meter,
      Supplier<SttTalk> talks,
      SttSocketSettings settings) {
    SocketOpener opener = client.opener(Endpoint.of(
        provider,
        url,
        Traced.headers(headers, meter.trace().traceparent()),
        settings.connectTimeout()));
    return Flow.fromGraph(SttSession.stage(
        provider, opener, talks, settings, () -> metrics.retried(provider), meter));
  }
}
