package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.pattern.CircuitBreaker;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.FakeRealtime;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.fake.TracedCall;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn.Step;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.WebSocketClient;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/** The adapter against a server on a socket of this machine. */
class RealtimeBotTest {

  private static final Request REQUEST = new Request("call-1", "en", Map.of("callerId", "+441234"));
  private static ActorTestKit kit;

  private final FakeRealtime fake = new FakeRealtime();
  private final BlockingQueue<HttpRequest> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpResponse> refusals = new LinkedBlockingQueue<>();
  private final BlockingQueue<FakeRealtime.Session> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<FakeRealtime.Session> closed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private ServerBinding server;
  private TestPublisher.Probe<Input> in;
  private TestSubscriber.Probe<Output> out;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create(
        "realtime",
        ConfigFactory.parseString("akka.loglevel = WARNING\nakka.actor.provider = local"));
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void serve() throws Exception {
    server = Http.get(kit.system())
        .newServerAt("127.0.0.1", 0)
        .bindSync(request -> {
          asked.add(request);
          HttpResponse refusal = refusals.poll();
          return refusal == null
              ? request
                  .getAttribute(AttributeKeys.webSocketUpgrade)
                  .map(this::talk)
                  .orElseThrow()
              : refusal;
        })
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private UsageMeter meter = UsageMeter.NONE;

  @AfterEach
  void close() {
    server.terminate(Duration.ofSeconds(1)).toCompletableFuture().join();
  }

  @Test
  void theServerIsToldTheTraceOfTheCall() throws Exception {
    try (TracedCall traced = new TracedCall()) {
      meter = traced;
      converse(false);
      assertThat(asked
              .poll(10, TimeUnit.SECONDS)
              .getHeader("traceparent")
              .orElseThrow()
              .value())
          .isEqualTo(traced.trace().traceparent().orElseThrow());
      out.cancel();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void talksFromTheFirstWordToTheEnd(boolean beta) throws Exception {
    if (beta) {
      fake.beta();
    }
    converse(beta);
    HttpRequest request = asked.poll(10, TimeUnit.SECONDS);
    assertThat(request.getUri().toString()).endsWith("/v1/realtime?model=gpt-realtime");
    assertThat(request.getHeader("Authorization").orElseThrow().value()).isEqualTo("Bearer sk-17");
    assertThat(request.getHeader("OpenAI-Beta").isPresent()).isEqualTo(beta);
    FakeRealtime.Session session = opened.poll(10, TimeUnit.SECONDS);
    out.request(100);
    out.expectNext(new Output.Opened());
    assertThat(out.expectNext()).isInstanceOf(Output.ReplyBegins.class);
    session.says("Welcome.", 250).isDone();
    assertThat(audioMs(3)).isEqualTo(250);
    out.expectNext(new Output.Words("Welcome. "));
    out.expectNext(new Output.Mark("reply-1"), new Output.ReplyEnds());

    in.sendNext(new Input.CallerTurn(Step.BEGINS));
    for (int i = 0; i < 20; i++) {
      in.sendNext(new Input.Audio(20L * i, AudioFrame.silence(8000)));
    }
    in.sendNext(new Input.CallerTurn(Step.COMPLETE));
    assertThat(out.expectNext()).isInstanceOf(Output.CallerTook.class);
    assertThat(out.expectNext()).isInstanceOf(Output.ReplyBegins.class);
    session.says("Well.", 100);
    assertThat(audioMs(1)).isEqualTo(100);
    in.sendNext(new Input.Interrupted(40, "", "reply-2"));
    out.expectNext(new Output.Clear(), new Output.ReplyEnds());
    while (!session.active().isEmpty()) {
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
    in.sendComplete();
    out.expectComplete();
    closed.poll(10, TimeUnit.SECONDS);
    assertThat(session.cuts()).extracting(FakeRealtime.Cut::audioEndMs).containsExactly(40);
    assertThat(fake.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, REJECTED_CREDENTIALS, 1",
    "403, REJECTED_CREDENTIALS, 1",
    "404, REJECTED_REQUEST, 1",
    "429, OVERLOADED, 4",
    "500, OVERLOADED, 4"
  })
  void aRefusalIsAFailureAndAskedAgainOnlyWhereThatHelps(int status, Kind kind, int times) {
    for (int time = 0; time < 4; time++) {
      refusals.add(HttpResponse.create().withStatus(status));
    }
    converse(false);
    out.request(1);
    assertThat(failure()).isEqualTo(kind);
    assertThat(asked).hasSize(times);
  }

  @Test
  void aServerThatAsksToStayAwayForLongIsNotAskedAgain() {
    refusals.add(
        HttpResponse.create().withStatus(429).addHeader(RawHeader.create("Retry-After", "60")));
    converse(false);
    out.request(1);
    assertThat(failure()).isEqualTo(Kind.OVERLOADED);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aServerThatSaysNothingIsAFailure() {
    fake.silent(true);
    converse(RealtimeSettingsOf.settings(url(), false, "ours", impatient()));
    out.request(1);
    assertThat(failure()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aServerWithAnotherShapeIsAFailure() {
    fake.beta();
    converse(false);
    out.request(1);
    assertThat(failure()).isEqualTo(Kind.REJECTED_REQUEST);
    assertThat(fake.errors()).containsExactly("invalid_value");
  }

  @Test
  void garbageIsForgivenUntilThereIsTooMuchOfIt() throws Exception {
    converse(false);
    FakeRealtime.Session session = begun();
    session.tells("]").tells("{\"type\":17}").tells("{\"type\":\"new.event\"}").tells("");
    session.says("Still here.", 100);
    assertThat(audioMs(1)).isEqualTo(100);
    session.tells("]").tells("]").tells("]").tells("]");
    assertThat(failure()).isEqualTo(Kind.BROKE_PROTOCOL);
  }

  @Test
  void aConnectionThatBreaksInMidSpeechIsReplaced() throws Exception {
    converse(false);
    FakeRealtime.Session first = begun();
    first.says("Once upon", 600);
    assertThat(audioMs(3)).isEqualTo(300);
    out.expectNext(new Output.Words("Once"));
    assertThat(audioMs(3)).isEqualTo(300);
    out.expectNext(new Output.Words(" upon"));
    first.breaksOff();
    FakeRealtime.Session second = opened.poll(10, TimeUnit.SECONDS);
    assertThat(asked).hasSize(2);
    awaitActive(second);
    second.says("a time.", 100).isDone();
    assertThat(audioMs(1)).isEqualTo(100);
    out.expectNext(new Output.Words(" a"), new Output.Words(" time. "));
    out.expectNext(new Output.Mark("reply-1"), new Output.ReplyEnds());
    assertThat(second.items().toString()).contains("Once upon");
    assertThat(fake.errors()).isEmpty();
  }

  @Test
  void cancellingClosesTheConnectionAtOnce() throws Exception {
    converse(false);
    FakeRealtime.Session session = begun();
    out.cancel();
    assertThat(closed.poll(10, TimeUnit.SECONDS)).isSameAs(session);
  }

  private FakeRealtime.Session begun() throws InterruptedException {
    out.request(4);
    out.expectNext(new Output.Opened());
    assertThat(out.expectNext()).isInstanceOf(Output.ReplyBegins.class);
    out.request(20);
    return opened.poll(10, TimeUnit.SECONDS);
  }

  private void awaitActive(FakeRealtime.Session session) throws InterruptedException {
    while (session.active().isEmpty()) {
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private int audioMs(int pieces) {
    int ms = 0;
    for (int i = 0; i < pieces; i++) {
      AudioFrame frame = ((Output.Audio) out.expectNext()).frame();
      assertThat(frame.rateHz()).isEqualTo(24_000);
      ms += frame.durationMs();
    }
    return ms;
  }

  private Kind failure() {
    Output.Failed failed = (Output.Failed)
        out.expectNext(scala.concurrent.duration.Duration.create(20, TimeUnit.SECONDS));
    out.expectComplete();
    assertThat(failed.failure().provider()).isEqualTo("openai-realtime");
    assertThat(failed.failure().detail()).doesNotContain("sk-17");
    return failed.failure().kind();
  }

  private URI url() {
    return URI.create("ws://127.0.0.1:" + server.localAddress().getPort() + "/v1/realtime");
  }

  private static RealtimeSettings.Limits impatient() {
    RealtimeSettings.Limits usual = RealtimeSettingsOf.limits(Duration.ofMinutes(50));
    return new RealtimeSettings.Limits(
        Duration.ofMillis(200),
        usual.answerTimeout(),
        1,
        Duration.ofMillis(20),
        usual.preRoll(),
        usual.maxKept(),
        usual.renewAfter(),
        usual.renewBy(),
        usual.maxWait(),
        usual.keyPause(),
        usual.maxMemory(),
        usual.maxUnreadable());
  }

  private void converse(boolean beta) {
    converse(RealtimeSettingsOf.settings(url(), beta, "ours"));
  }

  private void converse(RealtimeSettings settings) {
    var classic = kit.system().classicSystem();
    CircuitBreaker breaker = CircuitBreaker.create(
        classic.scheduler(), 20, Duration.ofMinutes(1), Duration.ofSeconds(1));
    var ends = TestSource.<Input>create(classic)
        .via(new RealtimeBot(
                settings,
                WebSocketClient.create(kit.system()),
                breaker,
                NanoClock.system(),
                new Metrics().bots())
            .converse(REQUEST.with(meter)))
        .toMat(TestSink.<Output>create(classic), Keep.both())
        .run(kit.system());
    in = ends.first();
    out = ends.second();
  }

  private HttpResponse talk(WebSocketUpgrade upgrade) {
    var ends = Source.<Message>queue(100_000).preMaterialize(kit.system());
    var queue = ends.first();
    FakeRealtime.Session session =
        fake.open(text -> queue.offer(TextMessage.create(text)), queue::complete, queue::fail);
    opened.add(session);
    return upgrade.handleMessagesWith(Flow.fromSinkAndSource(
        Flow.of(Message.class)
            .mapAsync(
                1,
                message -> message
                    .asTextMessage()
                    .toStrict(5000, Materializer.matFromSystem(kit.system())))
            .map(message -> heard.add(session.hears(message.getStrictText())))
            .to(Sink.onComplete(over -> {
              session.isOver();
              closed.add(session);
            })),
        ends.second()));
  }
}
