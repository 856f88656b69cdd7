package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.javadsl.TestSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.fake.QuietKit;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.provider.tts.TtsTalk.Heard;
import talkspurt.websocket.SocketMessage;

class TtsSocketStageTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("voice-socket");

  private static final ProviderFailure REJECTED =
      new ProviderFailure(Kind.REJECTED_CREDENTIALS, "voice", "no such key");

  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  @Test
  void whatTheServerSaidBeforeTheFirstSentenceIsWhyThatFails() throws Exception {
    var ends = TestSource.<SocketMessage>create(KIT.system())
        .viaMat(Flow.fromGraph(stage()), Keep.both())
        .to(Sink.ignore())
        .run(KIT.system());
    TestPublisher.Probe<SocketMessage> server = ends.first();
    ends.second().opened(Optional.empty());
    server.sendNext(new SocketMessage.Text("refused"));
    gone.get(10, TimeUnit.SECONDS);
    CompletableFuture<Heard> heard = new CompletableFuture<>();
    ends.second().say("Hello.", heard::complete);
    assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(Heard.failed(REJECTED, true));
  }

  private TtsSocketStage stage() {
    VoiceServer server = new VoiceServer(
        "voice",
        URI.create("ws://127.0.0.1"),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        1,
        Duration.ofSeconds(1),
        0,
        Duration.ZERO);
    return new TtsSocketStage(server, new Refusing(), () -> 0, new TtsSocketStage.Owner() {
      @Override
      public void free() {}

      @Override
      public void gone() {
        gone.complete(null);
      }
    });
  }

  /** Takes any message for a refusal. */
  private static final class Refusing implements TtsTalk {

    @Override
    public List<String> say(String text, long nowNanos) {
      return List.of(text);
    }

    @Override
    public Heard text(String message) {
      return Heard.failed(REJECTED, true);
    }

    @Override
    public Heard binary(byte[] message) {
      return Heard.NOTHING;
    }

    @Override
    public List<String> drop() {
      return List.of();
    }

    @Override
    public boolean ready(long nowNanos) {
      return true;
    }

    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public List<String> goodbye() {
      return List.of();
    }
  }
}
