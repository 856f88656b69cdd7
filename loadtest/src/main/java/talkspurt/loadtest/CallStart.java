package talkspurt.loadtest;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Tells the engine over HTTP of a call to come, and hears which address its audio goes to. */
final class CallStart {
  /** Who calls whom. */
  record Parties(String callerId, String dnid, String lext) {}

  /** What the engine answered. */
  sealed interface Answer {
    record Dial(InetSocketAddress address) implements Answer {}

    record Refused(String reason, String detail) implements Answer {}
  }

  /** The variable of the environment that holds the token, where the engine asks for one. */
  private static final String TOKEN = "TALKSPURT_TOKEN";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .proxy(HttpClient.Builder.NO_PROXY)
      .connectTimeout(PATIENCE)
      .build();
  private final URI engine;
  private final Parties parties;
  private final Reach reach;

  CallStart(URI engine, Parties parties, Reach reach) {
    this.engine = engine;
    this.parties = parties;
    this.reach = reach;
  }

  /** A request to an engine that asks for a token; the environment has it. */
  static HttpRequest.Builder withToken(HttpRequest.Builder request) {
    String token = System.getenv(TOKEN);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  CompletableFuture<Answer> ask(UUID call) {
    String query = "callerId=" + encoded(parties.callerId())
        + "&uuid=" + call
        + "&dnid=" + encoded(parties.dnid())
        + "&lext=" + encoded(parties.lext());
    HttpRequest request = withToken(
            HttpRequest.newBuilder(engine.resolve("/api/call-start?" + query)))
        .header("Accept", "text/plain")
        .timeout(PATIENCE)
        .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle((response, fault) -> fault == null
            ? read(response.statusCode(), response.body().strip())
            : new Answer.Refused("call_start_unreachable", fault.toString()));
  }

  private Answer read(int status, String body) {
    if (status / 100 != 2)
      return new Answer.Refused("call_start_status_" + status, shortened(body));
    try {
      return new Answer.Dial(reach.address(body));
    } catch (IllegalArgumentException e) {
      return new Answer.Refused("call_start_address_refused", shortened(e.getMessage()));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
