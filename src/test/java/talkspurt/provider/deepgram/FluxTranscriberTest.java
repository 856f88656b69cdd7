package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.QuietKit;
import talkspurt.fake.SpokenCall;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.TurnEnds;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.stt.SttSockets;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** Against a server of its protocol, on sockets of this machine. */
@Timeout(60)
class FluxTranscriberTest {

  @RegisterExtension
  static final QuietKit kit = new QuietKit("flux");

  private final Deque<Integer> breaks = new ArrayDeque<>();

  @RegisterExtension
  final FakeSocketServer server = new FakeSocketServer(kit.system().classicSystem(), this::peer);

  @Test
  void anUtteranceIsAnsweredOnceItsEndWasHeard() {
    SpokenCall call = call();
    call.say(1, "one two three");
    call.partial(1, "one two");
    call.end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three"));
    HttpRequest request = server.request();
    assertThat(request.getUri().query().toMap())
        .containsEntry("model", "flux-general-multi")
        .containsEntry("language_hint", "en")
        .containsEntry("encoding", "linear16")
        .containsEntry("eot_timeout_ms", "1000");
    call.complete();
    server.awaitEnd();
  }

  @Test
  void utterancesThatFluxTakesForOneTurnAreToldApart() {
    SpokenCall call = call();
    call.say(1, "one two").end(1).say(2, "three").end(2);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two"));
    assertThat(call.answer()).isEqualTo(new Final(2, "three"));
  }

  @Test
  void turnsOfWhichAnUtteranceHasSeveralAreOneUtterance() {
    SpokenCall call = call();
    call.say(1, "one").pause(1, 900).say(1, "two").pause(1, 900).say(1, "three").end(1);
    assertThat(call.until(Final.class::isInstance)).isEqualTo(new Final(1, "one two three"));
  }

  @Test
  void aTurnThatFluxTakesForOverIsHintedAtAfterItsWords() {
    SpokenCall call = call();
    call.say(1, "one").pause(1, 900);
    call.partial(1, "one");
    assertThat(call.answer()).isEqualTo(new TurnEnds(1));
    call.end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one"));
  }

  @Test
  void whatWasSaidWhenTheConnectionBrokeIsSentToTheNext() {
    breaks.add(12);
    SpokenCall call = call();
    call.say(1, "one two three four five six").end(1);
    assertThat(call.answer()).isEqualTo(new Final(1, "one two three four five six"));
  }

  private SpokenCall call() {
    return new SpokenCall(
        kit.system().classicSystem(),
        new FluxTranscriber(
            new FluxSettings(
                server.url("/v2/listen"),
                new Secret("s3cret"),
                "flux-general-multi",
                List.of(),
                List.of("eot_timeout_ms=1000"),
                new SttSocketSettings(
                    16_000,
                    Duration.ofMillis(80),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(80),
                    2,
                    Duration.ofMillis(10),
                    Duration.ofSeconds(10))),
            SttSockets.create(kit.system(), Metrics.notExposed().providers())));
  }

  private FakeSocketServer.Peer peer() {
    Integer after = breaks.poll();
    return new FluxServer(after == null ? Integer.MAX_VALUE : after);
  }
}
