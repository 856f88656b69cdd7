package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocketRequest;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.japi.Pair;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.access.LineTokenSettings;
import talkspurt.access.LineTokens;
import talkspurt.fake.TestAuthority;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.MediaLoops;
import talkspurt.telemetry.Metrics;
import talkspurt.tls.PemFile;
import talkspurt.tls.PemFiles;
import talkspurt.tls.ReloadingTls;

/** A real client against the real route, and ours against it too, on sockets of this machine. */
class MediaSocketServerTest {

  private static final int PATIENCE_S = 10;
  private static final String START = "MEDIA_START format:slin optimal_frame_size:320 ptime:20";
  private static final String CALL = "a1b2c3d4-0000-4000-8000-00000000000f";

  private static ActorTestKit kit;

  private final Metrics metrics = new Metrics();
  private final BlockingQueue<LineEvent> told = new LinkedBlockingQueue<>();
  private MediaLines lines;

  @BeforeAll
  static void begin() {
    kit = ActorTestKit.create("media", ConfigFactory.parseString("akka.loglevel = WARNING"));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void aCallNamedByTheAddressIsEchoed() throws Exception {
    Peer peer = connected(start(10, 5000), "?uuid=" + CALL, "media");
    assertThat(peer.upgrade.chosenSubprotocol()).contains("media");
    peer.say(START);
    assertThat(next()).isEqualTo(new LineEvent.Announced(UUID.fromString(CALL)));
    peer.send(320);
    assertThat(peer.media()).isEqualTo(320); // the lead
    assertThat(peer.media()).isEqualTo(320);
    peer.say("DTMF_END digit:1");
    assertThat(peer.text()).isEqualTo("HANGUP");
    peer.close();
    noneLeft();
  }

  @Test
  void whereTokensAreWantedALineShowsOneOfItsCall() throws Exception {
    LineTokens tokens = LineTokens.create(
        new LineTokenSettings(true, Optional.empty(), Duration.ofMinutes(1)),
        InstantSource.system());
    InetSocketAddress server = start(10, 5000, Optional.of(tokens));
    String token = tokens.make(UUID.fromString(CALL));
    for (String query : List.of(
        "",
        "?uuid=" + CALL,
        "?token=" + token,
        "?uuid=" + CALL + "&token=" + token.substring(1),
        "?uuid=" + UUID.randomUUID() + "&token=" + token)) {
      assertThat(connect(server, query, "media").upgrade.response().status().intValue())
          .as(query)
          .isEqualTo(403);
    }
    Peer peer = connected(server, "?uuid=" + CALL + "&token=" + token, "media");
    peer.say(START);
    assertThat(next()).isEqualTo(new LineEvent.Announced(UUID.fromString(CALL)));
    WebSocketUpgradeResponse again =
        connect(server, "?uuid=" + CALL + "&token=" + token, "media").upgrade;
    assertThat(again.response().status().intValue()).isEqualTo(403);
    assertThat(told).isEmpty();
    assertThat(refusedForTheirToken()).isEqualTo(6);
    peer.close();
    noneLeft();
  }

  private double refusedForTheirToken() {
    return metrics.registry().scrape("talkspurt_lines_closed"::equals).stream()
        .flatMap(counter -> ((CounterSnapshot) counter).getDataPoints().stream())
        .filter(point -> point.getLabels().equals(Labels.of("cause", "token")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  /** A line that is refused for want of room may come again with its token. */
  @Test
  void aTokenIsNotUsedByALineThatThereIsNoRoomFor() throws Exception {
    LineTokens tokens = LineTokens.create(
        new LineTokenSettings(true, Optional.empty(), Duration.ofMinutes(1)),
        InstantSource.system());
    InetSocketAddress server = start(1, 5000, Optional.of(tokens));
    String first = tokens.make(UUID.fromString(CALL));
    UUID other = UUID.randomUUID();
    String second = tokens.make(other);
    Peer peer = connected(server, "?uuid=" + CALL + "&token=" + first, "media");
    peer.say(START);
    assertThat(next()).isInstanceOf(LineEvent.Announced.class);
    assertThat(connect(server, "?uuid=" + other + "&token=" + second, "media")
            .upgrade
            .response()
            .status()
            .intValue())
        .isEqualTo(503);
    peer.close();
    noneLeft();
    Peer late = connected(server, "?uuid=" + other + "&token=" + second, "media");
    late.close();
    noneLeft();
  }

  @Test
  void aMessageInPartsIsHeardWhole() throws Exception {
    Peer peer = connected(start(10, 5000), "", null);
    peer.say(START);
    assertThat(next()).isInstanceOf(LineEvent.Announced.class);
    peer.out.offer(BinaryMessage.create(Source.from(
        List.of(ByteString.fromArray(new byte[101]), ByteString.fromArray(new byte[219])))));
    LineEvent.Heard heard = (LineEvent.Heard) next();
    assertThat(heard.frame().samples()).hasSize(160);
    peer.close();
    noneLeft();
  }

  @Test
  void whatIsNoWebSocketOfAsteriskIsRefused() throws Exception {
    InetSocketAddress server = start(10, 5000);
    assertThat(connect(server, "", "sip").upgrade.response().status().intValue())
        .isEqualTo(400);
    assertThat(connect(server, "?uuid=17", "media").upgrade.response().status().intValue())
        .isEqualTo(400);
    assertThat(
            await(Http.get(kit.system()).singleRequest(HttpRequest.create(url("http", server, ""))))
                .status()
                .intValue())
        .isEqualTo(426);
    noneLeft();
  }

  @Test
  void moreLinesThanAllowedAreRefused() throws Exception {
    InetSocketAddress server = start(1, 5000);
    Peer first = connected(server, "", "media");
    first.say(START);
    next();
    assertThat(connect(server, "", "media").upgrade.response().status().intValue())
        .isEqualTo(503);
    first.close();
    noneLeft();
  }

  @Test
  void aPeerThatSaysNothingIsClosed() throws Exception {
    Peer peer = connected(start(10, 200), "", "media");
    assertThat(peer.ended()).isTrue();
    noneLeft();
  }

  @Test
  void aPeerThatMakesNoSenseIsClosed() throws Exception {
    Peer peer = connected(start(10, 5000), "", "media");
    peer.say("hello");
    peer.say("hello");
    peer.say("{\"event\":");
    assertThat(peer.ended()).isTrue();
    noneLeft();
  }

  @Test
  void oddSizesAreForgivenAFewTimesAndWhileTheSoundGoesOn() throws Exception {
    Peer peer = connected(start(10, 5000), "", "media");
    peer.say(START);
    next();
    peer.send(321);
    assertThat(next()).isInstanceOf(LineEvent.Heard.class);
    peer.send(1);
    peer.send(320);
    assertThat(next()).isInstanceOf(LineEvent.Heard.class);
    peer.send(0);
    peer.send(1);
    peer.send(1);
    assertThat(peer.ended()).isTrue();
    noneLeft();
  }

  @Test
  void whatIsTooLongForAMessageIsTheEnd() throws Exception {
    Peer whole = connected(start(10, 5000), "", "media");
    whole.say(START);
    next();
    whole.send(70_000);
    assertThat(whole.ended()).isTrue();
    Peer endless = connected(start(10, 5000), "", "media");
    endless.out.offer(TextMessage.create(Source.repeat("x".repeat(1000))));
    assertThat(endless.ended()).isTrue();
    noneLeft();
  }

  @Test
  void aSecondStartOrAnUnknownWordIsNoReasonToLoseTheCall() throws Exception {
    Peer peer = connected(start(10, 5000), "", "media");
    peer.say(START);
    next();
    peer.say(START);
    peer.say("MEDIA_NOVELTY a:b");
    peer.send(320);
    assertThat(next()).isInstanceOf(LineEvent.Heard.class);
    peer.close();
    noneLeft();
  }

  // ---- we connect

  @Test
  void aLineIsOpenedOnlyWhereItMayBe() throws Exception {
    InetSocketAddress server = start(10, 5000);
    MediaSocketClient client = MediaSocketClient.create(kit.system(), lines, Optional.empty());
    for (String url : List.of(
        "ws://127.0.0.2:" + server.getPort() + "/media/asterisk",
        "http://127.0.0.1:" + server.getPort() + "/media/asterisk",
        "ws://user@127.0.0.1:" + server.getPort() + "/media/asterisk",
        "ws://127.0.0.1:" + server.getPort() + "/media/asterisk?a=b",
        "ws://127.0.0.1:" + server.getPort() + "/health",
        "ws://127.0.0.1:" + server.getPort() + "/../media/asterisk")) {
      assertThat(await(client.open(URI.create(url), UUID.randomUUID())))
          .as(url)
          .isEqualTo(new Dialled.NotAllowed());
    }
    assertThat(await(client.open(URI.create(url("ws", server, "")), UUID.randomUUID())))
        .isInstanceOf(Dialled.Opened.class);
    String nobody = url("ws", server, "").replace("asterisk", "nobody");
    assertThat(await(client.open(URI.create(nobody), UUID.randomUUID())))
        .isEqualTo(new Dialled.NotOpened("Asterisk has no channel with this connection id (404)"));
    assertThat(await(client.open(URI.create("ws://127.0.0.1:1/media/x"), UUID.randomUUID())))
        .isInstanceOf(Dialled.NotOpened.class);
  }

  /** Asterisk's certificate has to come from an authority that is set, and to name the host. */
  @Test
  void aLineIsOpenedOverTlsWhereTheCertificateIsTrusted(@TempDir Path dir) throws Exception {
    TestAuthority authority = TestAuthority.in(dir);
    Path trust = Files.writeString(dir.resolve("ca.crt"), authority.certificatePem());
    ReloadingTls tls = new ReloadingTls(
        "lines",
        new PemFiles(
            Optional.empty(), Optional.empty(), Optional.of(new PemFile("trust-file", trust))),
        InstantSource.system(),
        Metrics.notExposed().tls());
    InetSocketAddress named = startSecured(authority.context(authority.localhost()));
    MediaSocketClient trusting =
        MediaSocketClient.create(kit.system(), lines, Optional.of(tls::client));
    URI url = URI.create(url("wss", named, ""));
    assertThat(await(trusting.open(url, UUID.randomUUID()))).isInstanceOf(Dialled.Opened.class);

    MediaSocketClient standard = MediaSocketClient.create(kit.system(), lines, Optional.empty());
    assertRefused(await(standard.open(url, UUID.randomUUID())));

    InetSocketAddress other = startSecured(
        authority.context(authority.issue("other", "-keyalg", "EC", "-ext", "san=dns:other")));
    assertRefused(await(trusting.open(URI.create(url("wss", other, "")), UUID.randomUUID())));
  }

  private static void assertRefused(Dialled outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Dialled.NotOpened.class,
            not -> assertThat(not.why()).startsWith("the certificate that was shown"));
  }

  private InetSocketAddress startSecured(SSLContext context) throws Exception {
    start(10, 5000);
    return await(Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .enableHttps(ConnectionContext.httpsServer(context))
            .bindSync(MediaSocketServerTest.only(MediaSocketRoute.create(lines, Optional.empty()))))
        .localAddress();
  }

  // ---- the server

  private InetSocketAddress start(int maxLines, int startWithinMs) throws Exception {
    return start(maxLines, startWithinMs, Optional.empty());
  }

  private InetSocketAddress start(int maxLines, int startWithinMs, Optional<LineTokens> tokens)
      throws Exception {
    lines = MediaLines.create(
        SocketSettings.of(maxLines, startWithinMs, "127.0.0.1"),
        (line, call, dispatcher) -> echo(),
        new MediaLoops(2),
        metrics.lines());
    return await(Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .bindSync(MediaSocketServerTest.only(MediaSocketRoute.create(lines, tokens))))
        .localAddress();
  }

  /** Nothing is at other paths. */
  private static akka.japi.function.Function<HttpRequest, HttpResponse> only(
      Function<HttpRequest, HttpResponse> route) {
    return request -> request.getUri().path().equals(MediaSocketRoute.PATH)
        ? route.apply(request)
        : HttpResponse.create().withStatus(StatusCodes.NOT_FOUND);
  }

  /** Gives back what it hears, and hangs up on a key. */
  private Flow<LineEvent, LineCommand, NotUsed> echo() {
    return Flow.<LineEvent>create()
        .wireTap(told::add)
        .filterNot(event -> event instanceof LineEvent.Announced)
        .map(event -> event instanceof LineEvent.Heard heard
            ? new LineCommand.Play(heard.frame())
            : new LineCommand.HangUp());
  }

  private LineEvent next() throws InterruptedException {
    return told.poll(PATIENCE_S, TimeUnit.SECONDS);
  }

  private void noneLeft() {
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(PATIENCE_S), () -> {
      assertThat(metrics.registry().scrape("talkspurt_lines_open"::equals).stream()
              .flatMap(gauge -> ((GaugeSnapshot) gauge).getDataPoints().stream())
              .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
              .sum())
          .isZero();
      return Done.done();
    });
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  // ---- Asterisk

  private static String url(String scheme, InetSocketAddress server, String query) {
    return scheme + "://127.0.0.1:" + server.getPort() + "/media/asterisk" + query;
  }

  private static Peer connected(InetSocketAddress server, String query, String protocol)
      throws Exception {
    Peer peer = connect(server, query, protocol);
    assertThat(peer.upgrade.isValid()).isTrue();
    return peer;
  }

  private static Peer connect(InetSocketAddress server, String query, String protocol)
      throws Exception {
    WebSocketRequest request = WebSocketRequest.create(url("ws", server, query));
    Flow<Message, Message, Pair<SinkQueueWithCancel<Message>, BoundedSourceQueue<Message>>> ends =
        Flow.fromSinkAndSourceMat(Sink.queue(), Source.<Message>queue(100), Keep.both());
    var connection = Http.get(kit.system())
        .singleWebSocketRequest(
            protocol == null ? request : request.requestSubprotocol(protocol),
            ends,
            akka.stream.Materializer.matFromSystem(kit.system()));
    return new Peer(
        await(connection.first()),
        connection.second().second(),
        connection.second().first());
  }

  private record Peer(
      WebSocketUpgradeResponse upgrade,
      BoundedSourceQueue<Message> out,
      SinkQueueWithCancel<Message> in) {

    void say(String text) {
      out.offer(TextMessage.create(text));
    }

    void send(int bytes) {
      out.offer(BinaryMessage.create(ByteString.fromArray(new byte[bytes])));
    }

    int media() throws Exception {
      return pulled().orElseThrow().asBinaryMessage().getStrictData().size();
    }

    String text() throws Exception {
      return pulled().orElseThrow().asTextMessage().getStrictText();
    }

    /** Whether the server closes. */
    boolean ended() {
      try {
        while (pulled().isPresent()) {}
        return true;
      } catch (java.util.concurrent.ExecutionException closedWithACode) {
        return true;
      } catch (Exception notEnded) {
        return false;
      }
    }

    void close() {
      out.complete();
    }

    private Optional<Message> pulled() throws Exception {
      return await(in.pull());
    }
  }
}
