package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.TestAuthority;

class TrustTest {

  @TempDir
  private Path dir;

  private TestAuthority authority;
  private HttpsServer engine;

  @BeforeEach
  void serve() throws Exception {
    authority = TestAuthority.in(dir);
    engine = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    engine.setHttpsConfigurator(new HttpsConfigurator(authority.context(authority.localhost())));
    engine.createContext("/health", exchange -> {
      byte[] up = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, up.length);
      exchange.getResponseBody().write(up);
      exchange.close();
    });
    engine.start();
  }

  @AfterEach
  void stop() {
    engine.stop(0);
  }

  @Test
  void anEngineIsBelievedByTheFileAlone() throws Exception {
    String url = "https://127.0.0.1:" + engine.getAddress().getPort();
    Path file = file(authority.certificatePem());
    assertThat(WebClient.at(url, "", Optional.of(Trust.of(file))).get("/health").status())
        .isEqualTo(200);
    assertThatThrownBy(() -> WebClient.at(url).get("/health")).isInstanceOf(SSLException.class);
  }

  @Test
  void aFileOfSeveralCertificatesIsReadWhole() throws Exception {
    String other = authority.issue("other", "-keyalg", "EC").certificates();
    String url = "https://127.0.0.1:" + engine.getAddress().getPort();
    Path file = file(other + authority.certificatePem());
    assertThat(WebClient.at(url, "", Optional.of(Trust.of(file))).get("/health").status())
        .isEqualTo(200);
  }

  @Test
  void aFileThatIsOfNoUseIsTold() throws Exception {
    assertThatThrownBy(() -> Trust.of(dir.resolve("missing"))).hasMessageContaining("be read");
    Path nonsense = file("nonsense");
    assertThatThrownBy(() -> Trust.of(nonsense)).hasMessageContaining("no certificate");
    Path empty = file("");
    assertThatThrownBy(() -> Trust.of(empty)).hasMessageContaining("no certificate");
  }

  private Path file(String text) throws Exception {
    return Files.writeString(dir.resolve("ca.crt"), text);
  }
}
