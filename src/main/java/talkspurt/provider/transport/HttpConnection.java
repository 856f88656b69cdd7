package talkspurt.provider.transport;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.OutgoingConnectionBuilder;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.stream.BoundedSourceQueue;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.Duration;
import talkspurt.provider.ProviderFailure;

/** One connection to an HTTP server, for one request after the other. */
public final class HttpConnection {

  private final BoundedSourceQueue<HttpRequest> requests;
  private final SinkQueueWithCancel<HttpResponse> responses;
  private final SharedKillSwitch plug = KillSwitches.shared("voice-connection");

  private HttpConnection(ActorSystem<?> system, VoiceServer server, Runnable gone) {
    var ends = Source.<HttpRequest>queue(1)
        .via(plug.flow())
        .via(flow(system, server))
        .via(plug.flow())
        .watchTermination((queue, end) -> {
          end.whenComplete((done, failure) -> gone.run());
          return queue;
        })
        .toMat(Sink.queue(1), Keep.both())
        .run(system);
    requests = ends.first();
    responses = ends.second();
  }

  /** Connects; told when the connection is gone. */
  public static HttpConnection open(ActorSystem<?> system, VoiceServer server, Runnable gone) {
    return new HttpConnection(system, server, gone);
  }

  private static Flow<HttpRequest, HttpResponse, ?> flow(
      ActorSystem<?> system, VoiceServer server) {
    ClientConnectionSettings settings = ClientConnectionSettings.create(system.classicSystem())
        .withConnectingTimeout(
            Duration.create(server.connectTimeout().toMillis(), TimeUnit.MILLISECONDS))
        .withIdleTimeout(Duration.Inf()); // callers may take their time; the timeout is ours
    OutgoingConnectionBuilder to = Http.get(system)
        .connectionTo(server.url().getHost())
        .toPort(server.port())
        .withClientConnectionSettings(settings);
    return server.secure() ? to.https() : to.http();
  }

  /** The answer to a request; empty where the server closed instead. */
  public CompletionStage<Optional<HttpResponse>> ask(HttpRequest request) {
    requests.offer(inOriginForm(request)); // where the connection is gone, no answer will come
    return responses.pull();
  }

  /** As an origin server is asked, with no more than path and query (RFC 9112, 3.2.1). */
  private static HttpRequest inOriginForm(HttpRequest request) {
    Uri target = request.getUri().toRelative();
    return request.withUri(target.getPathString().isEmpty() ? target.path("/") : target);
  }

  /** Closes it at once, whatever goes on. */
  public void close() {
    plug.abort(ProviderFault.of(ProviderFailure.Kind.UNREACHABLE, "", "closed"));
  }
}
