package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.TracedCall;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** The adapter against a WebSocket server on this machine. */
class MediaStreamBotTest {

  private static final Request REQUEST = new Request("call-1", "en", Map.of("callerId", "+441234"));
  private static ActorTestKit kit;

  private final BlockingQueue<TestSubscriber.Probe<Message>> ears = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<TestPublisher.Probe<Message>> mouths = new ArrayBlockingQueue<>(10);
  private UsageMeter meter = UsageMeter.NONE;
  private final BlockingQueue<HttpRequest> asked = new ArrayBlockingQueue<>(10);
  private ServerBinding server;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("media-stream");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.terminate(Duration.ofSeconds(1)).toCompletableFuture().join();
    }
  }

  private record Call(TestPublisher.Probe<Input> in, TestSubscriber.Probe<Output> out) {}

  @Test
  void theBotIsToldTheTraceOfTheCall() throws Exception {
    try (TracedCall traced = new TracedCall()) {
      meter = traced;
      Call call = call(serve(200), Map.of());
      assertThat(call.out().requestNext()).isEqualTo(new Output.Opened());
      assertThat(asked.take().getHeader("traceparent").orElseThrow().value())
          .isEqualTo(traced.trace().traceparent().orElseThrow());
      call.out().cancel();
    }
  }

  @Test
  void speaksTheProtocolFromConnectedToStop() throws Exception {
    Call call = call(serve(200), Map.of("Authorization", new Secret("Bearer x17")));
    assertThat(call.out().requestNext()).isEqualTo(new Output.Opened());
    assertThat(asked.take().getHeader("Authorization").orElseThrow().value())
        .isEqualTo("Bearer x17");
    TestSubscriber.Probe<Message> ear = ears.take();
    TestPublisher.Probe<Message> mouth = mouths.take();
    assertThat(text(ear.requestNext())).contains("\"connected\"");
    String start = text(ear.requestNext());
    assertThat(start).contains("\"callSid\":\"call-1\"", "\"from\":\"+441234\"");
    String stream = start.replaceAll(".*\"streamSid\":\"(MZ[0-9a-f]{32})\".*", "$1");

    call.in().sendNext(new Input.Audio(0, AudioFrame.silence(16000)));
    assertThat(text(ear.requestNext()))
        .contains("\"media\"", "\"timestamp\":\"0\"", "\"chunk\":\"1\"", stream);
    call.in().sendNext(new Input.Key('7'));
    assertThat(text(ear.requestNext())).contains("\"digit\":\"7\"");

    say(mouth, "{'event':'media','streamSid':'" + stream + "','media':{'payload':'/////w=='}}");
    Output.Audio heard = (Output.Audio) call.out().requestNext();
    assertThat(heard.frame().rateHz()).isEqualTo(8000);
    assertThat(heard.frame().samples()).containsExactly(0, 0, 0, 0);
    say(mouth, "{'event':'mark','streamSid':'" + stream + "','mark':{'name':'one'}}");
    assertThat(call.out().requestNext()).isEqualTo(new Output.Mark("one"));
    mouth.sendNext(TextMessage.create(Source.from(List.of("{\"event\":", "\"clear\"", "}"))));
    assertThat(call.out().requestNext()).isEqualTo(new Output.Clear());

    call.in().sendComplete();
    assertThat(text(ear.requestNext())).contains("\"stop\"");
    ear.expectComplete();
    mouth.sendComplete();
    call.out().expectComplete();
  }

  @Test
  void whatIsNotUnderstoodIsSkippedUntilThereIsTooMuchOfIt() throws Exception {
    Call call = call(serve(200), Map.of());
    call.out().requestNext();
    TestPublisher.Probe<Message> mouth = mouths.take();
    ears.take().request(10);
    say(mouth, "{'event':'hello'}");
    say(mouth, "nonsense");
    mouth.sendNext(BinaryMessage.create(ByteString.fromString("sound?")));
    say(mouth, "{'event':'clear'}");
    assertThat(call.out().requestNext()).isEqualTo(new Output.Clear());
    say(mouth, "nonsense");
    Output.Failed failed = (Output.Failed) call.out().requestNext();
    assertThat(failed.failure().kind()).isEqualTo(ProviderFailure.Kind.BROKE_PROTOCOL);
    call.out().expectComplete();
  }

  /** A library that sends all it is given as binary, and a second of sound at once. */
  @Test
  void jsonInBinaryMessagesIsHeardWholeOrInParts() throws Exception {
    Call call = call(serve(200), Map.of());
    call.out().requestNext();
    TestPublisher.Probe<Message> mouth = mouths.take();
    ears.take().request(10);
    String payload = java.util.Base64.getMimeEncoder().encodeToString(new byte[8000]);
    ByteString media = ByteString.fromString("{\"event\":\"media\",\"media\":{\"payload\":\""
        + payload.replace("\r\n", "\\r\\n") + "\"}}");
    mouth.sendNext(BinaryMessage.create(media));
    Output.Audio heard = (Output.Audio) call.out().requestNext();
    assertThat(heard.frame().samples()).hasSize(8000);
    mouth.sendNext(BinaryMessage.create(
        Source.from(List.of(media.take(7), media.drop(7).take(5000), media.drop(5007)))));
    heard = (Output.Audio) call.out().requestNext();
    assertThat(heard.frame().samples()).hasSize(8000);
  }

  @Test
  void aBinaryMessageThatIsTooLongEndsTheConversation() throws Exception {
    Call call = call(serve(200), Map.of());
    call.out().requestNext();
    ears.take().request(10);
    mouths.take().sendNext(BinaryMessage.create(ByteString.fromArray(new byte[70_000])));
    Output.Failed failed = (Output.Failed) call.out().requestNext();
    assertThat(failed.failure().detail()).contains("longer than 65536 bytes");
  }

  @Test
  void aMessageThatIsTooLongEndsTheConversation() throws Exception {
    Call call = call(serve(200), Map.of());
    call.out().requestNext();
    ears.take().request(10);
    say(mouths.take(), "{'event':'" + "x".repeat(70_000) + "'}");
    Output.Failed failed = (Output.Failed) call.out().requestNext();
    assertThat(failed.failure().kind()).isEqualTo(ProviderFailure.Kind.BROKE_PROTOCOL);
    assertThat(failed.failure().detail()).contains("longer than 65536 bytes");
    call.out().expectComplete();
  }

  @ParameterizedTest
  @CsvSource({
    "401, REJECTED_CREDENTIALS",
    "403, REJECTED_CREDENTIALS",
    "404, REJECTED_REQUEST",
    "429, OVERLOADED",
    "500, OVERLOADED",
    "502, OVERLOADED",
    "503, OVERLOADED"
  })
  void aRefusalIsAFailure(int status, ProviderFailure.Kind kind) throws Exception {
    Call call = call(serve(status), Map.of());
    Output.Failed failed = (Output.Failed) call.out().requestNext();
    assertThat(failed.failure().kind()).isEqualTo(kind);
    assertThat(failed.failure().detail()).endsWith(" " + status);
    call.out().expectComplete();
  }

  @Test
  void aBotThatIsNotThereIsAFailure() throws Exception {
    URI nobody = serve(200);
    server.terminate(Duration.ofSeconds(1)).toCompletableFuture().join();
    server = null;
    Output.Failed failed = (Output.Failed) call(nobody, Map.of()).out().requestNext();
    assertThat(failed.failure().kind()).isEqualTo(ProviderFailure.Kind.UNREACHABLE);
    assertThat(failed.failure().detail()).isEqualTo("cannot connect: Connection refused");
  }

  @Test
  void aBotThatBreaksOffIsAFailure() throws Exception {
    Call call = call(serve(200), Map.of());
    call.out().requestNext();
    ears.take().request(10);
    mouths.take().sendError(new IllegalStateException("the bot broke"));
    Output.Failed failed = (Output.Failed) call.out().requestNext();
    assertThat(failed.failure().kind()).isEqualTo(ProviderFailure.Kind.UNREACHABLE);
    call.out().expectComplete();
  }

  private Call call(URI url, Map<String, Secret> headers) {
    MediaStreamSettings settings = new MediaStreamSettings(
        url, Map.of("from", "{callerId}"), headers, Duration.ofSeconds(5), 65536, 2);
    var classic = kit.system().classicSystem();
    var ends = TestSource.<Input>create(classic)
        .via(MediaStreamBot.create(kit.system(), settings, new Metrics().bots())
            .converse(REQUEST.with(meter)))
        .toMat(TestSink.<Output>create(classic), Keep.both())
        .run(kit.system());
    return new Call(ends.first(), ends.second());
  }

  /** A server that takes WebSockets, or answers with this status. */
  private URI serve(int status) throws Exception {
    server = Http.get(kit.system())
        .newServerAt("127.0.0.1", 0)
        .bindSync(request -> {
          asked.add(request);
          return status == 200
              ? request
                  .getAttribute(AttributeKeys.webSocketUpgrade)
                  .map(this::talk)
                  .orElseThrow()
              : HttpResponse.create().withStatus(status);
        })
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return URI.create("ws://127.0.0.1:" + server.localAddress().getPort() + "/bot");
  }

  private HttpResponse talk(WebSocketUpgrade upgrade) {
    var classic = kit.system().classicSystem();
    Sink<Message, TestSubscriber.Probe<Message>> ear = TestSink.create(classic);
    Source<Message, TestPublisher.Probe<Message>> mouth = TestSource.create(classic);
    return upgrade.handleMessagesWith(
        Flow.fromSinkAndSourceMat(ear, mouth, Keep.both()).mapMaterializedValue(probes -> {
          ears.add(probes.first());
          mouths.add(probes.second());
          return probes;
        }));
  }

  private static void say(TestPublisher.Probe<Message> mouth, String text) {
    mouth.sendNext(TextMessage.create(text.replace('\'', '"')));
  }

  private static String text(Message message) {
    return message.asTextMessage().getStrictText();
  }
}
