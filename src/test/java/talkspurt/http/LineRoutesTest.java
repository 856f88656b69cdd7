package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.LogTrap;

class LineRoutesTest {

  private static final String URL = "ws://192.0.2.9:8088/media/1-2";
  private static final String CALL = "a1b2c3d4-0000-4000-8000-00000000000f";

  private static ActorTestKit kit;
  private static InetSocketAddress address;
  private static LineOpening.Outcome outcome;
  private static String asked;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("lines", ConfigFactory.parseString("akka.loglevel = WARNING"));
    LineOpening opening = (url, callId) -> {
      asked = url + " " + callId;
      return CompletableFuture.completedFuture(outcome);
    };
    address = ServedApi.await(HttpServer.start(
        kit.system(),
        ServedApi.SETTINGS,
        Api.of(
            ServedApi.guard(kit, ServedApi.OPEN),
            new FakeKeeping(),
            List.of(LineRoutes.create(opening, () -> ServedApi.MADE, ServedApi.SETTINGS)))));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void aLineThatStandsIsTold() throws Exception {
    outcome = new LineOpening.Opened("websocket-1");
    HttpResponse<String> answer = post("{\"url\":\"" + URL + "\",\"callId\":\"" + CALL + "\"}");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"line\":\"websocket-1\",\"callId\":\"" + CALL + "\"}");
    assertThat(answer.headers().firstValue("Location")).contains("/api/calls/" + CALL);
    assertThat(asked).isEqualTo(URL + " " + UUID.fromString(CALL));
  }

  @Test
  void aCallWithoutIdGetsOne() throws Exception {
    outcome = new LineOpening.Opened("websocket-1");
    assertThat(post("{\"url\":\"" + URL + "\"}").body()).contains(ServedApi.MADE.toString());
  }

  @Test
  void aDialplanPostsAForm() throws Exception {
    outcome = new LineOpening.Opened("websocket-1");
    String form = "url=ws%3A%2F%2F192.0.2.9%3A8088%2Fmedia%2F1-2&callId=" + CALL;
    assertThat(post(form, "application/x-www-form-urlencoded").statusCode()).isEqualTo(201);
    assertThat(asked).isEqualTo(URL + " " + CALL);
    assertThat(post("other=1", "application/x-www-form-urlencoded").statusCode())
        .isEqualTo(400);
    assertThat(post("url", "text/plain").statusCode()).isEqualTo(415);
  }

  @Test
  void whatStandsInTheWayIsTold() throws Exception {
    outcome = new LineOpening.NotAllowed();
    assertThat(post("{\"url\":\"" + URL + "\"}").statusCode()).isEqualTo(403);
    outcome = new LineOpening.TooMany();
    assertThat(post("{\"url\":\"" + URL + "\"}").statusCode()).isEqualTo(503);
    outcome = new LineOpening.NotOpened("no answer in time");
    HttpResponse<String> answer = post("{\"url\":\"" + URL + "\"}");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("line-not-opened", "no answer in time");
  }

  @Test
  void aLineThatDoesNotOpenIsLoggedOnceWithCallAndCause() throws Exception {
    outcome = new LineOpening.NotOpened("connection refused\nby 192.0.2.9");
    try (LogTrap log = new LogTrap()) {
      String call = UUID.randomUUID().toString();
      HttpResponse<String> answer = post("{\"url\":\"" + URL + "\",\"callId\":\"" + call + "\"}");
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(log.beginning("no line to Asterisk for call " + call))
          .singleElement()
          .asString()
          .contains("connection refused", "by 192.0.2.9")
          .doesNotContain("\n");
      assertThat(log.beginning("request answered with 502")).isEmpty();
    }
  }

  @Test
  void whereTooManyLinesAreOpenOneLineTellsWhichCallHasNone() throws Exception {
    outcome = new LineOpening.TooMany();
    try (LogTrap log = new LogTrap()) {
      String call = UUID.randomUUID().toString();
      HttpResponse<String> answer = post("{\"url\":\"" + URL + "\",\"callId\":\"" + call + "\"}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(log.beginning("no line to Asterisk for call " + call))
          .singleElement()
          .asString()
          .contains("as many lines are open as may be");
      assertThat(log.beginning("request answered with")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"url\":7}",
        "{\"url\":\"http://192.0.2.9/media/1\"}",
        "{\"url\":\"ws://192.0.2.9/health\"}",
        "{\"url\":\"ws:///media/1\"}",
        "{\"url\":\"ws://192.0.2.9/media/a b\"}",
        "{\"url\":\"ws://192.0.2.9/media/1\",\"callId\":\"17\"}",
        "{\"url\":\"ws://192.0.2.9/media/1\",\"other\":\"17\"}"
      })
  void whatIsWrongIsRefusedBeforeAnythingIsOpened(String body) throws Exception {
    asked = "nothing";
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("bad-request");
    assertThat(asked).isEqualTo("nothing");
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return post(body, "application/json");
  }

  private static HttpResponse<String> post(String body, String type) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + address.getPort() + "/api/lines/websocket"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
