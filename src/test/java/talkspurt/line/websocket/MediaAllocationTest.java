package talkspurt.line.websocket;

import static talkspurt.fake.Allocation.atMost;

import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.Sounds;
import talkspurt.fake.UnansweredLine;
import talkspurt.loop.MediaLoops;
import talkspurt.telemetry.Metrics;

/** What a frame costs the heap between chan_websocket and us, in each coding. */
class MediaAllocationTest {

  private static final AudioFrame SPEECH = Sounds.white(8000, 20, -20, 1);
  private static final AudioFrame SILENCE = AudioFrame.silence(8000);

  private final Metrics metrics = new Metrics();
  private final CountedWorld world = new CountedWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @TestFactory
  Stream<DynamicTest> aFrameInTheCodec() {
    return Stream.of("slin", "ulaw", "alaw").flatMap(MediaAllocationTest::parts);
  }

  private static Stream<DynamicTest> parts(String name) {
    MediaFormat format = MediaFormat.named(name).orElseThrow();
    ByteString message = format.encode(SPEECH.samples());
    MediaWriter writer = new MediaWriter(format, message.size(), SocketSettings.of(10, 5000), true);
    return Stream.of(
        atMost(400, "chan_websocket in, " + name, () -> format.decode(message)),
        atMost(500, "chan_websocket out, speech, " + name, () -> writer.play(SPEECH)),
        atMost(120, "chan_websocket out, silence, " + name, () -> writer.play(SILENCE)));
  }

  /** All but the socket itself. */
  @TestFactory
  Stream<DynamicTest> twentyMillisecondsOfALine() {
    BoundedSourceQueue<Message> line = line();
    Message silence =
        BinaryMessage.create(MediaFormat.named("slin").orElseThrow().encode(SILENCE.samples()));
    return Stream.of(atMost(3500, "20 ms of a silent line, chan_websocket", () -> {
      line.offer(silence);
      world.pass(AudioFrame.FRAME_MS);
    }));
  }

  private BoundedSourceQueue<Message> line() {
    MediaLines lines = MediaLines.create(
        SocketSettings.of(10, 5000),
        (line, call, dispatcher) -> UnansweredLine.flow(world, metrics),
        new MediaLoops(1),
        metrics.lines());
    BoundedSourceQueue<Message> socket = world.run(Source.<Message>queue(4)
        .via(lines.line("line", Optional.of(new UUID(1, 1))))
        .toMat(Sink.ignore(), Keep.left()));
    socket.offer(TextMessage.create(
        "MEDIA_START connection_id:1 channel:a format:slin" + " optimal_frame_size:320"));
    world.settle();
    return socket;
  }
}
