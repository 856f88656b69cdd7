package talkspurt.http;

import static akka.http.javadsl.server.Directives.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.http.javadsl.server.Route;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import talkspurt.call.Refusal;
import talkspurt.control.CallReply;

class HttpServerTest {

  private static final String START =
      "/api/call-start?callerId=1&uuid=" + UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");

  @Test
  void aPortInUseIsToldInOneLine() throws IOException {
    try (ServedApi api = ServedApi.start();
        ServerSocket taken = new ServerSocket(0, 1, api.address.getAddress())) {
      HttpSettings settings = onPort(taken.getLocalPort());
      CompletionStage<?> start = HttpServer.start(api.kit.system(), settings, nothing());
      assertThatThrownBy(() -> start.toCompletableFuture().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "http cannot listen on 127.0.0.1 port " + taken.getLocalPort() + ": ")
          .hasMessageContaining("Address already in use")
          .hasMessageNotContaining("\n");
    }
  }

  private static Route nothing() {
    return complete("");
  }

  private static HttpSettings onPort(int port) {
    HttpSettings base = ServedApi.SETTINGS;
    return new HttpSettings(
        base.host(),
        port,
        base.maxConnections(),
        base.maxConnectionsPerAddress(),
        base.headTimeout(),
        base.maxBodyBytes(),
        base.bodyTimeout(),
        base.readyCheckTimeout(),
        base.drainTimeout());
  }

  @Test
  void anAnswerGivenAsTheServerStopsStillArrives() {
    try (ServedApi api = ServedApi.start()) {
      CompletableFuture<CallReply> late = new CompletableFuture<>();
      CompletableFuture<Void> arrived = api.calls.answerWithOnceAsked(late);
      CompletableFuture<HttpResponse<String>> answer = api.sent("GET", START, "");
      ServedApi.await(arrived);

      CompletionStage<Done> stopped = stop(api);
      late.complete(new CallReply.Refused(Refusal.CALL_ENDED));

      assertThat(ServedApi.await(answer).statusCode()).isEqualTo(409);
      ServedApi.await(stopped);
      assertThatThrownBy(() -> new Socket(api.address.getAddress(), api.address.getPort()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void namesThatNobodyEncodedAreUnderstood() {
    try (ServedApi api = ServedApi.start()) {
      String head = " HTTP/1.1\r\nHost: x\r\n";
      String two = "GET " + START + "&var.name=Zo\u00eb 50%" + head + "\r\n" + "GET " + START
          + "&var.name=Zo\u00c3\u00ab" + head + "Connection: close\r\n\r\n";
      api.calls.answerWith(
          CompletableFuture.completedFuture(new CallReply.Refused(Refusal.CALL_ENDED)));
      assertThat(api.raw(two)).containsSubsequence("HTTP/1.1 409", "HTTP/1.1 409");
    }
  }

  private static CompletionStage<Done> stop(ServedApi api) {
    return CoordinatedShutdown.get(api.kit.system()).runAll(CoordinatedShutdown.unknownReason());
  }

  /** However many connections say nothing, who asks is answered. */
  @Test
  void connectionsThatSayNothingKeepNobodyOut() throws IOException {
    HttpSettings base = ServedApi.SETTINGS;
    HttpSettings few = new HttpSettings(
        base.host(),
        0,
        4,
        4,
        base.headTimeout(),
        base.maxBodyBytes(),
        base.bodyTimeout(),
        base.readyCheckTimeout(),
        base.drainTimeout());
    try (ServedApi api = ServedApi.startWith(few)) {
      List<Socket> silent = new ArrayList<>();
      for (int n = 0; n < 20; n++) {
        Socket socket = new Socket(api.address.getAddress(), api.address.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("GET /health HTT".getBytes(StandardCharsets.US_ASCII));
        silent.add(socket);
      }
      assertThat(silent.get(0).getInputStream().read())
          .as("the first is closed")
          .isEqualTo(-1);
      assertThat(api.raw("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
