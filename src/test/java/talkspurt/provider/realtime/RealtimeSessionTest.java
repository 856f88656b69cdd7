package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.util.ByteString;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn.Step;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.Quota;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.provider.transport.SocketStage;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

/** Who is slow is felt by whoever is at the other end. */
class RealtimeSessionTest {

  private static final String SOUND = "{\"type\":\"response.output_audio.delta\","
      + "\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\"AAAAAAAA\"}";

  private final CountedWorld world = new CountedWorld();
  private final RealtimeSettings settings =
      RealtimeSettingsOf.settings(URI.create("ws://h/v1/realtime"), false, "ours");
  private int told;
  private int taken;
  private int read;
  private boolean peerReads = true;
  private final Metrics metrics = new Metrics();
  private boolean binary;
  private boolean oversized;
  private TestSubscriber.Probe<Output> out;

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aServerIsReadAsFarAsItsSoundIsTaken() {
    converse(Source.maybe());
    int before = told;
    assertThat(before).isLessThan(200);
    out.request(100);
    world.settle();
    assertThat(told).isBetween(before + 90, before + 110);
    out.request(1000);
    world.settle();
    assertThat(told).isBetween(before + 1090, before + 1110);
  }

  @Test
  void eventsInBinaryMessagesAreRead() {
    binary = true;
    converse(Source.maybe());
    out.request(10);
    world.settle();
    assertThat(out.receiveWithin(scala.concurrent.duration.Duration.Zero(), 10).toString())
        .contains("Opened", "ReplyBegins", "Audio");
  }

  @Test
  void aMessageThatIsTooLongIsSkippedAndCounted() {
    oversized = true;
    converse(Source.maybe());
    out.request(10);
    world.settle();
    assertThat(skipped()).isEqualTo(1);
    assertThat(out.receiveWithin(scala.concurrent.duration.Duration.Zero(), 10).toString())
        .contains("Opened", "Audio")
        .doesNotContain("Failed");
  }

  @Test
  void aLineIsReadAsFarAsTheServerTakesIt() {
    peerReads = false;
    CompletableFuture<Source<Input, NotUsed>> line = new CompletableFuture<>();
    converse(Source.completionStageSource(line));
    line.complete(Source.repeat((Input) new Input.Audio(0, new AudioFrame(24_000, new short[2400])))
        .prepend(Source.single(new Input.CallerTurn(Step.BEGINS)))
        .map(input -> {
          read++;
          return input;
        }));
    world.settle();
    assertThat(read).isBetween(190, 230);
    assertThat(taken).isLessThan(10);
  }

  private double skipped() {
    return metrics.registry().scrape(name -> name.equals("talkspurt_bot_unreadable")).stream()
        .map(CounterSnapshot.class::cast)
        .flatMap(counter -> counter.getDataPoints().stream())
        .filter(point -> "oversized".equals(point.getLabels().get("why")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private void converse(Source<Input, ?> line) {
    SocketOpener opener = talk -> {
      Source<SocketMessage, ?> mouth = Source.repeat(SOUND)
          .prepend(Source.from(List.of(
              "{\"type\":\"session.updated\"}",
              "{\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}")))
          .map(text -> {
            told++;
            if (oversized && told == 3) {
              return new SocketMessage.Oversized("longer than 9 bytes");
            }
            return binary
                ? new SocketMessage.Binary(ByteString.fromString(text))
                : new SocketMessage.Text(text);
          });
      Sink<SocketMessage, ?> ear = Flow.of(SocketMessage.class)
          .mapAsync(1, message -> {
            taken++;
            return peerReads
                ? CompletableFuture.completedFuture(message)
                : new CompletableFuture<SocketMessage>();
          })
          .to(Sink.ignore());
      Flow.fromSinkAndSource(ear, mouth).join(talk).run(world.system());
      return CompletableFuture.completedFuture(Optional.empty());
    };
    SocketStage<Input, Output> stage = new SocketStage<>(
        "openai-realtime",
        opener,
        settings.limits().connectTimeout(),
        controls -> new RealtimeSession(
            "call-1",
            new RealtimeTalk(settings, new Request("call-1", "en", Map.of()), ms -> {}),
            settings,
            world.clock(),
            metrics.bots(),
            new LimitedLog(world.clock(), 10),
            new Quota(world.clock(), told -> {}),
            UsageMeter.NONE,
            controls));
    out = world.run(line.via(stage)
        .toMat(TestSink.<Output>create(world.system().classicSystem()), Keep.right()));
    world.settle();
  }
}
