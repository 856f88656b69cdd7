package talkspurt.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.QuietKit;
import talkspurt.fake.SpokenCall;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.stt.SttSockets;
import talkspurt.provider.vosk.VoskServer.Fault;
import talkspurt.telemetry.Metrics;

/** Against a server of its protocol, on sockets of this machine. */
@Timeout(60)
class VoskTranscriberTest {

  @RegisterExtension
  static final QuietKit kit = new QuietKit("vosk");

  private final List<VoskServer> peers = new CopyOnWriteArrayList<>();
  private final Deque<Fault> faults = new ArrayDeque<>();

  @RegisterExtension
  final FakeSocketServer server = new FakeSocketServer(kit.system().classicSystem(), this::peer);

  @Test
  void wordsAreToldWhileTheyAreSpokenAndAtTheEnd() {
    SpokenCall call = call(5000);
    call.say(1, "one two");
    call.partial(1, "one two");
    call.say(1, "three").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three"));
    call.say(2, "four").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "four"));
    assertThat(peers).hasSize(1);
    assertThat(peers.get(0).configs()).hasSize(1);
    assertThat(peers.get(0).configs().get(0).path("sample_rate").asInt()).isEqualTo(16_000);
    call.complete();
    server.awaitEnd();
  }

  @Test
  void segmentsThatTheServerEndsAreOneUtterance() {
    SpokenCall call = call(5000);
    call.say(1, "one").pause(1, 400).say(1, "two").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two"));
  }

  @Test
  void anUtteranceWithoutSoundIsAnsweredWithoutTheServer() {
    SpokenCall call = call(5000);
    call.end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, ""));
  }

  @Test
  void whatWasSaidWhenTheConnectionBrokeIsSentToTheNext() {
    faults.add(Fault.BREAKS_AFTER_7);
    SpokenCall call = call(5000);
    call.say(1, "one two three four five six").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three four five six"));
    assertThat(peers).hasSize(2);
    call.say(2, "seven").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "seven"));
  }

  @Test
  void whatIsSettledIsNotSentAgain() {
    faults.add(Fault.BREAKS_AFTER_7);
    SpokenCall call = call(5000);
    call.say(1, "one").pause(1, 350).say(1, "two three four").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three four"));
    assertThat(peers.get(1).heard()).isEqualTo("two three four");
  }

  @Test
  void aServerThatSaysNothingFailsTheUtteranceInTimeAndTheNextHasAnotherConnection() {
    faults.add(Fault.SILENT);
    SpokenCall call = call(200);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(failed(1, Kind.UNREACHABLE, "no answer in time"));
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void nonsenseFailsTheUtteranceAtOnce() {
    faults.add(Fault.GARBAGE);
    SpokenCall call = call(5000);
    call.say(1, "one two");
    assertThat(call.answer()).isEqualTo(failed(1, Kind.BROKE_PROTOCOL, "an unparseable answer"));
    call.say(1, "three").end(1);
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @ParameterizedTest
  @CsvSource({"401, REJECTED_CREDENTIALS, 1", "404, REJECTED_REQUEST, 1", "500, OVERLOADED, 3"})
  void aRefusalIsToldAsWhatItIsAndTriedAgainIfThatMayHelp(int status, Kind kind, int requests) {
    for (int i = 0; i < requests; i++) {
      server.refuses(HttpResponse.create().withStatus(status));
    }
    SpokenCall call = call(5000);
    call.say(1, "one");
    assertThat(call.answer()).isEqualTo(failed(1, kind, "answered " + status));
    for (int i = 0; i < requests; i++) {
      server.request();
    }
    call.end(1).say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void whoAsksToBeLeftAloneIsNotAskedMeanwhile() {
    server.refuses(
        HttpResponse.create().withStatus(429).addHeader(RawHeader.create("Retry-After", "30")));
    SpokenCall call = call(5000);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(failed(1, Kind.OVERLOADED, "answered 429"));
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(failed(2, Kind.OVERLOADED, "answered 429"));
    server.request();
    assertThat(server.requestsLeft()).isZero();
  }

  @Test
  void whereNobodyListensAFailureIsToldOnceTriesAreUsedUp() {
    SpokenCall call = new SpokenCall(
        kit.system().classicSystem(),
        new VoskTranscriber(
            settings(URI.create("ws://127.0.0.1:1"), 5000, Duration.ofSeconds(5)), sockets()));
    call.say(1, "one");
    assertThat(call.answer())
        .isEqualTo(failed(1, Kind.UNREACHABLE, "cannot connect: Connection refused"));
  }

  @Test
  void aServerThatTakesNoMoreFailsTheUtteranceBeforeItsEnd() {
    faults.add(Fault.SILENT);
    SpokenCall call = call(5000);
    call.say(1, "one two three four five six seven").say(1, "eight nine one two three four");
    assertThat(call.answer()).isEqualTo(failed(1, Kind.OVERLOADED, "too slow"));
    call.end(1).say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void whoDoesNotAnswerAtTheDoorIsLeft() throws IOException {
    try (ServerSocket dumb = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("ws://127.0.0.1:" + dumb.getLocalPort());
      SpokenCall call = new SpokenCall(
          kit.system().classicSystem(),
          new VoskTranscriber(settings(url, 5000, Duration.ofMillis(200)), sockets()));
      call.say(1, "one");
      for (int tries = 0; tries < 3; tries++) {
        try (Socket peer = dumb.accept()) {
          peer.setSoTimeout(10_000);
          assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
              .startsWith("GET /");
        }
      }
      assertThat(call.answer()).isEqualTo(failed(1, Kind.UNREACHABLE, "no connection in time"));
    }
  }

  @Test
  void whoCancelsFreesTheConnection() {
    SpokenCall call = call(5000);
    call.say(1, "one two");
    call.partial(1, "one two");
    call.cancel();
    server.awaitEnd();
  }

  private SpokenCall call(int answerWithinMs) {
    return new SpokenCall(
        kit.system().classicSystem(),
        new VoskTranscriber(
            settings(server.url("/"), answerWithinMs, Duration.ofSeconds(5)), sockets()));
  }

  private static VoskSettings settings(URI url, int answerWithinMs, Duration connectTimeout) {
    return new VoskSettings(
        url,
        false,
        2,
        new SttSocketSettings(
            16_000,
            Duration.ofMillis(100),
            connectTimeout,
            Duration.ofMillis(answerWithinMs),
            Duration.ofSeconds(10),
            2,
            Duration.ofMillis(10),
            Duration.ofSeconds(2)));
  }

  private static SttSockets sockets() {
    return SttSockets.create(kit.system(), Metrics.notExposed().providers());
  }

  private static TranscriptEvent failed(long utterance, Kind kind, String detail) {
    return new Failed(
        utterance, new talkspurt.provider.ProviderFailure(kind, VoskTranscriber.NAME, detail));
  }

  private FakeSocketServer.Peer peer() {
    Fault fault = faults.poll();
    VoskServer peer = new VoskServer(fault == null ? Fault.NONE : fault);
    peers.add(peer);
    return peer;
  }
}
