package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.QuietKit;
import talkspurt.fake.SpokenCall;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.deepgram.DeepgramServer.Fault;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.stt.SttSockets;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** Against a server of its protocol, on sockets of this machine. */
@Timeout(60)
class DeepgramTranscriberTest {

  @RegisterExtension
  static final QuietKit kit = new QuietKit("deepgram");

  private final List<DeepgramServer> peers = new CopyOnWriteArrayList<>();
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
    call.complete();
    server.awaitEnd();
  }

  @Test
  void whatItHeardIsWhatItTellsAtTheEndWhoeverEndsIt() {
    SpokenCall whole = call(5000);
    whole.say(1, "one two").end(1);
    whole.answer();
    assertThat(whole.estimated()).isEqualTo(whole.used()).containsKey("sound-ms");
    whole.complete();
    server.awaitEnd();
    awaitTold(whole, 0);
    SpokenCall broken = call(5000);
    broken.say(2, "one two");
    broken.partial(2, "one two");
    broken.cancel();
    awaitTold(broken, 1);
  }

  private void awaitTold(SpokenCall call, int peer) {
    kit.createTestProbe().awaitAssert(() -> {
      assertThat(call.estimated()).isEmpty();
      assertThat(call.used()).isEqualTo(Map.of("sound-ms", peers.get(peer).heardMs()));
      return null;
    });
  }

  @Test
  void itIsAskedForWhatIsSetWithTheKeyInAHeader() {
    call(5000).say(1, "one");
    HttpRequest request = server.request();
    assertThat(request.getHeader("Authorization").orElseThrow().value()).isEqualTo("Token s3cret");
    assertThat(request.getUri().query().toMap())
        .containsEntry("model", "nova-3")
        .containsEntry("language", "en")
        .containsEntry("encoding", "linear16")
        .containsEntry("sample_rate", "16000")
        .containsEntry("interim_results", "true")
        .containsEntry("endpointing", "300")
        .containsEntry("keyterm", "Müller & Sohn")
        .containsEntry("numerals", "true");
    assertThat(request.getUri().query().toMultiMap().get("redact"))
        .containsExactlyInAnyOrder("pii", "numbers");
  }

  @Test
  void piecesThatAreFinalAreOneUtterance() {
    SpokenCall call = call(5000);
    call.say(1, "one").pause(1, 400).say(1, "two").pause(1, 400).say(1, "three").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three"));
  }

  @Test
  void anEndThatIsNotAnsweredCountsAfterAWhile() {
    faults.add(Fault.DEAF);
    SpokenCall call = call(1000);
    call.say(1, "one").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, ""));
    assertThat(peers).hasSize(1);
  }

  @Test
  void whatWasSaidWhenTheConnectionBrokeIsSentToTheNext() {
    faults.add(Fault.BREAKS_AFTER_20);
    faults.add(Fault.BREAKS_AFTER_20);
    SpokenCall call = call(5000);
    call.say(1, "one").pause(1, 350).say(1, "two");
    call.partial(1, "one two");
    call.say(1, "three four five six seven").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three four five six seven"));
    assertThat(peers.get(1).heard()).startsWith("two three");
    call.say(2, "eight").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "eight"));
  }

  @Test
  void aQuietConnectionIsKeptAlive() {
    SpokenCall call = call(5000);
    call.say(1, "one").end(1);
    call.answer();
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(10), () -> {
      assertThat(peers.get(0).texts()).contains("{\"type\":\"KeepAlive\"}");
      return null;
    });
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void aWrongKeyIsNotTriedAgain() {
    server.refuses(HttpResponse.create().withStatus(401));
    SpokenCall call = call(5000);
    call.say(1, "one");
    assertThat(call.answer()).isEqualTo(failed(1, Kind.REJECTED_CREDENTIALS, "answered 401"));
    server.request();
    assertThat(server.requestsLeft()).isZero();
  }

  @Test
  void nonsenseAndErrorsFailTheUtterance() {
    faults.add(Fault.GARBAGE);
    faults.add(Fault.ERROR);
    SpokenCall call = call(5000);
    call.say(1, "one");
    assertThat(call.answer()).isEqualTo(failed(1, Kind.BROKE_PROTOCOL, "an unparseable message"));
    call.say(2, "two");
    assertThat(call.answer()).isEqualTo(failed(2, Kind.REJECTED_REQUEST, "an error message"));
    call.say(3, "three").end(3);
    assertThat(call.answer()).isEqualTo(new Final(3, "three"));
  }

  private SpokenCall call(int answerWithinMs) {
    return new SpokenCall(
        kit.system().classicSystem(),
        new DeepgramTranscriber(
            settings(answerWithinMs),
            SttSockets.create(kit.system(), Metrics.notExposed().providers())));
  }

  private ListenSettings settings(int answerWithinMs) {
    return new ListenSettings(
        server.url("/v1/listen"),
        new Secret("s3cret"),
        "nova-3",
        "",
        List.of("Müller & Sohn"),
        Duration.ofMillis(300),
        List.of("numerals=true"),
        List.of("pii", "numbers"),
        new SttSocketSettings(
            16_000,
            Duration.ofMillis(60),
            Duration.ofSeconds(5),
            Duration.ofMillis(answerWithinMs),
            Duration.ofMillis(300),
            2,
            Duration.ofMillis(10),
            Duration.ofSeconds(10)));
  }

  private static TranscriptEvent failed(long utterance, Kind kind, String detail) {
    return new Failed(utterance, new ProviderFailure(kind, DeepgramTranscriber.NAME, detail));
  }

  private FakeSocketServer.Peer peer() {
    Fault fault = faults.poll();
    DeepgramServer peer = new DeepgramServer(fault == null ? Fault.NONE : fault);
    peers.add(peer);
    return peer;
  }
}
