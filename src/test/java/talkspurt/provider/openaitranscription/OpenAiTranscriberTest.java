package talkspurt.provider.openaitranscription;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.QuietKit;
import talkspurt.fake.SpokenCall;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.openaitranscription.SessionServer.Fault;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.stt.SttSockets;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** Against a server of its protocol, on sockets of this machine. */
@Timeout(60)
class OpenAiTranscriberTest {

  @RegisterExtension
  static final QuietKit kit = new QuietKit("openai");

  private final List<SessionServer> peers = new CopyOnWriteArrayList<>();
  private final Deque<Fault> faults = new ArrayDeque<>();

  @RegisterExtension
  final FakeSocketServer server = new FakeSocketServer(kit.system().classicSystem(), this::peer);

  @Test
  void wordsAreToldWhileTheyAreSpokenAndAtTheEnd() {
    SpokenCall call = call();
    call.say(1, "one two");
    call.partial(1, "one two");
    call.say(1, "three").end(1).say(2, "four").end(2);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three"));
    assertThat(call.answer()).isEqualTo(new Final(2, "four"));
    assertThat(call.estimated()).as("each utterance is told").isEmpty();
    assertThat(call.used()).isEqualTo(Map.of("sound-ms", 1000L));
    call.complete();
    server.awaitEnd();
  }

  @Test
  void theSessionIsOneOfTranscriptionWithoutTurns() {
    SpokenCall call = call();
    call.say(1, "one").end(1);
    call.answer();
    HttpRequest request = server.request();
    assertThat(request.getUri().query().toMap()).containsOnlyKeys("intent");
    assertThat(request.getHeader("Authorization").orElseThrow().value()).isEqualTo("Bearer s3cret");
    JsonNode session = peers.get(0).sessions().get(0);
    assertThat(session)
        .hasToString("{\"type\":\"transcription\",\"audio\":{\"input\":{\"format\":{\"type\":"
            + "\"audio/pcm\",\"rate\":24000},\"transcription\":{\"model\":\"gpt-4o-transcribe\","
            + "\"language\":\"en\"},\"turn_detection\":null}}}");
  }

  @Test
  void aShortUtteranceIsLongEnoughToBeCommitted() {
    SpokenCall call = call();
    call.pause(1, 40).end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, ""));
    assertThat(call.used()).isEqualTo(Map.of("sound-ms", 100L));
    assertThat(call.estimated()).isEmpty();
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  @Test
  void whatWasSaidWhenTheConnectionBrokeIsSentToTheNext() {
    faults.add(Fault.BREAKS_AFTER_10);
    SpokenCall call = call();
    call.say(1, "one two three four five six").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three four five six"));
    assertThat(peers).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "FAILS, REJECTED_REQUEST, it could not transcribe",
    "GARBAGE, BROKE_PROTOCOL, an unparseable message",
    "WRONG_KEY, REJECTED_CREDENTIALS, invalid_api_key"
  })
  void whatGoesWrongFailsTheUtterance(Fault fault, Kind kind, String detail) {
    faults.add(fault);
    SpokenCall call = call();
    call.say(1, "one").end(1);
    assertThat(call.answer())
        .isEqualTo(new Failed(1, new ProviderFailure(kind, OpenAiTranscriber.NAME, detail)));
    call.say(2, "two").end(2);
    assertThat(call.answer()).isEqualTo(new Final(2, "two"));
  }

  private SpokenCall call() {
    return new SpokenCall(
        kit.system().classicSystem(),
        new OpenAiTranscriber(
            new TranscriptionSettings(
                server.url("/v1/realtime"),
                Optional.of(new Secret("s3cret")),
                "gpt-4o-transcribe",
                "",
                "",
                "",
                new SttSocketSettings(
                    24_000,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    2,
                    Duration.ofMillis(10),
                    Duration.ofSeconds(10))),
            SttSockets.create(kit.system(), Metrics.notExposed().providers())),
        24_000);
  }

  private FakeSocketServer.Peer peer() {
    Fault fault = faults.poll();
    SessionServer peer = new SessionServer(fault == null ? Fault.NONE : fault);
    peers.add(peer);
    return peer;
  }
}
