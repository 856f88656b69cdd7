package talkspurt.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import talkspurt.probe.ProbeApi;

/** Asks for JSON at one address, with or without a token, or user and password. */
final class WebClient implements ProbeApi {

  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final String base;
  private final String authorization;

  private WebClient(String base, String authorization, Optional<SSLContext> trust) {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(WITHIN);
    trust.ifPresent(builder::sslContext);
    this.client = builder.build();
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.authorization = authorization;
  }

  static WebClient at(String base) {
    return new WebClient(base, "", Optional.empty());
  }

  /**
   * With a token.
   *
   * @param token empty for none
   * @param trust whose certificates are believed; empty: those of whom the JVM believes
   */
  static WebClient at(String base, String token, Optional<SSLContext> trust) {
    return new WebClient(base, token.isEmpty() ? "" : "Bearer " + token, trust);
  }

  static WebClient at(String base, String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new WebClient(
        base, "Basic " + Base64.getEncoder().encodeToString(both), Optional.empty());
  }

  String base() {
    return base;
  }

  /** An answer as it came. */
  record Raw(int status, byte[] body) {}

  Raw raw(String path) throws IOException, InterruptedException {
    return sent(request(path));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(WITHIN);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return request;
  }

  private Raw sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Raw(response.statusCode(), response.body());
  }

  @Override
  public Answer get(String path) throws IOException, InterruptedException {
    return read(raw(path));
  }

  @Override
  public Answer post(String path, String json) throws IOException, InterruptedException {
    return read(sent(request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json))));
  }

  private static Answer read(Raw raw) throws IOException {
    try {
      return new Answer(raw.status(), JSON.readTree(raw.body()));
    } catch (JsonProcessingException noJson) {
      return new Answer(raw.status(), JSON.createObjectNode());
    }
  }
}
