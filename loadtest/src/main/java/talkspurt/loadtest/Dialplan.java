package talkspurt.loadtest;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Asks what to do with a caller whose line has ended, as a dialplan does: any node, until one answers. */
final class Dialplan {
  /** What is to be done. */
  sealed interface Step {
    record Reconnect(InetSocketAddress address) implements Step {}

    /** The call is over, or goes elsewhere. */
    record Leave(String word) implements Step {}

    /** No node could be asked, or none knows. */
    record Nobody(String why) implements Step {}
  }

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .proxy(HttpClient.Builder.NO_PROXY)
      .connectTimeout(CONNECT_TIMEOUT)
      .build();
  private final List<URI> engines;
  private final Reach reach;

  Dialplan(List<URI> engines, Reach reach) {
    this.engines = List.copyOf(engines);
    this.reach = reach;
  }

  /** Asks the engines one after the other, each call another one first. */
  CompletableFuture<Step> next(UUID call) {
    return next(call, Math.floorMod(call.hashCode(), engines.size()), engines.size(), "");
  }

  private CompletableFuture<Step> next(UUID call, int engine, int left, String why) {
    if (left == 0) return CompletableFuture.completedFuture(new Step.Nobody(why));
    return ask(engines.get(engine), call)
        .thenCompose(step -> step instanceof Step.Nobody nobody
            ? next(call, (engine + 1) % engines.size(), left - 1, nobody.why())
            : CompletableFuture.completedFuture(step));
  }

  private CompletableFuture<Step> ask(URI engine, UUID call) {
    HttpRequest request = CallStart.withToken(
            HttpRequest.newBuilder(engine.resolve("/api/calls/" + call + "/next?format=text")))
        .timeout(ANSWER_TIMEOUT)
        .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle((response, fault) ->
            fault == null ? read(response.body().strip()) : new Step.Nobody(fault.toString()));
  }

  private Step read(String answer) {
    if (answer.startsWith("reconnect "))
      return new Step.Reconnect(reach.address(answer.substring("reconnect ".length())));
    if (List.of("hangup", "busy", "lost").contains(answer) || answer.startsWith("transfer "))
      return new Step.Leave(answer);
    return new Step.Nobody(answer);
  }
}
