package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.javadsl.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.LocalhostKeys;
import talkspurt.fake.QuietKit;

/** Providers over TLS, in a JVM of its own, since a JVM reads once whom it trusts. */
class CheckOverTlsTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("tls");

  @TempDir
  static Path dir;

  private static ServerBinding server;

  @BeforeAll
  static void serve() throws Exception {
    server = Http.get(KIT.system())
        .newServerAt("127.0.0.1", 0)
        .enableHttps(ConnectionContext.httpsServer(LocalhostKeys.in(dir).context()))
        .bindSync(CheckOverTlsTest::answer)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    server.unbind().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aServerThatIsTrustedIsSpokenToByHttpAndWebSocket() throws Exception {
    assertThat(check("localhost", "-Djavax.net.ssl.trustStore=" + dir.resolve("keys.p12")))
        .satisfiesExactly(
            voice -> assertThat(voice).startsWith("ok    synthesizer (openai, https://"),
            ear -> assertThat(ear)
                .startsWith("ok    transcriber (vosk, wss://")
                .contains("understood “over tls”"),
            agent -> assertThat(agent)
                .startsWith("ok    responder (openai-chat, https://")
                .contains("answered “Over TLS.”"),
            tool -> assertThat(tool).contains("can be reached over TLSv1."));
  }

  @Test
  void aServerThatNobodyVouchesForIsRefused() throws Exception {
    assertThat(check("localhost", "-Dunused=1"))
        .hasSize(4)
        .allSatisfy(told -> assertThat(told)
            .startsWith("fail  ")
            .contains("unable to find valid certification path"));
  }

  @Test
  void aServerByAnotherNameIsRefused() throws Exception {
    assertThat(check("127.0.0.1", "-Djavax.net.ssl.trustStore=" + dir.resolve("keys.p12")))
        .hasSize(4)
        .allSatisfy(told -> assertThat(told)
            .startsWith("fail  ")
            .contains("No subject alternative names matching IP address 127.0.0.1"));
  }

  private static List<String> check(String host, String option) throws Exception {
    String at = host + ":" + server.localAddress().getPort();
    Path config = Files.writeString(dir.resolve("own.conf"), """
        talkspurt.profiles.own {
          language = en
          greeting { say = "Hello." }
          apology = "Sorry."
          transcriber { kind = vosk, url = "wss://%1$s", reconnects = 1 }
          synthesizer { kind = openai, api-key-env = "", url = "https://%1$s", retries = 0 }
          responder {
            kind = openai-chat, api-key-env = "", base-url = "https://%1$s", model = m, prompt = "Be kind."
          }
          tools.http.book {
            description = "Books.", url = "https://%1$s/book", parameters { type = object }
          }
        }
        """.formatted(at));
    return run(List.of(
            java("java"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            option,
            "-Djavax.net.ssl.trustStorePassword=" + LocalhostKeys.PASSWORD,
            Main.class.getName(),
            "check",
            "--config",
            config.toString(),
            "--profile",
            "own"))
        .lines()
        .filter(line -> line.matches("(ok|warn|fail) +[a-z]+ .*"))
        .toList();
  }

  private static HttpResponse answer(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.webSocketUpgrade)
        .map(upgrade -> upgrade.handleMessagesWith(Flow.<Message>create()
            .filter(message ->
                !(message.isText() && message.asTextMessage().getStrictText().contains("config")))
            .map(message ->
                message.isText() && message.asTextMessage().getStrictText().contains("reset")
                    ? "{\"text\": \"over tls\"}"
                    : "{\"partial\": \"\"}")
            .<Message>map(TextMessage::create)))
        .orElseGet(() -> request.getUri().path().endsWith("/completions") ? words() : sound());
  }

  private static HttpResponse words() {
    String chunk =
        "{\"choices\":[{\"delta\":{\"content\":\"Over TLS.\"},\"finish_reason\":\"stop\"}]}";
    return HttpResponse.create()
        .withEntity(HttpEntities.create(
            ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM),
            ("data: " + chunk + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse sound() {
    byte[] pcm = new byte[24_000];
    java.util.Arrays.fill(pcm, (byte) 0x11);
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, pcm));
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String told = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return told;
    }
  }
}
