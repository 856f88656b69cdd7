package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConnectionTest {

  private static ActorTestKit kit;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("http-connection", ConfigFactory.load());
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  /** RFC 9112, 3.2.1 and 3.2. */
  @ParameterizedTest
  @CsvSource({"/say?rate=8000%20x, /say?rate=8000%20x", "'', /"})
  void asksForAPathAndNamesTheHost(String asked, String target) throws Exception {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + door.getLocalPort());
      HttpConnection connection = HttpConnection.open(kit.system(), server(url), () -> {});
      connection.ask(HttpRequest.POST(url + asked));
      try (Socket peer = door.accept()) {
        assertThat(head(peer))
            .startsWith("POST " + target + " HTTP/1.1")
            .contains("Host: " + url.getAuthority());
      }
      connection.close();
    }
  }

  private static List<String> head(Socket peer) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static VoiceServer server(URI url) {
    Duration patience = Duration.ofSeconds(10);
    return new VoiceServer(
        "voice", url, patience, patience, patience, 1, patience, 0, Duration.ZERO);
  }
}
