package talkspurt.line.audiosocket;

import static talkspurt.fake.Allocation.atMost;

import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.Sounds;
import talkspurt.fake.UnansweredLine;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;

/** What a frame costs the heap on an AudioSocket line: in the codec, and all the way in and out. */
class AudioSocketAllocationTest {

  private static final ByteString ID =
      ByteString.fromArray(HexFormat.of().parseHex("010010" + "00".repeat(15) + "07"));
  private static final AudioFrame SILENCE = AudioFrame.silence(8000);
  private static final AudioFrame SPEECH = Sounds.white(8000, 20, -20, 1);

  private final Metrics metrics = new Metrics();
  private final CountedWorld world = new CountedWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @TestFactory
  Stream<DynamicTest> aFrameInTheCodec() {
    ByteString message = AudioSocketCodec.encode(SPEECH);
    ByteString begin = message.take(100);
    ByteString rest = message.drop(100).compact();
    AudioSocketReader whole = reader();
    AudioSocketReader halves = reader();
    whole.read(ID);
    halves.read(ID);
    return Stream.of(
        atMost(600, "AudioSocket in, a message at once", () -> whole.read(message)),
        atMost(850, "AudioSocket in, a message in two pieces", () -> {
          halves.read(begin);
          halves.read(rest);
        }),
        atMost(450, "AudioSocket out, speech", () -> AudioSocketCodec.encode(SPEECH)),
        atMost(50, "AudioSocket out, silence", () -> AudioSocketCodec.encode(SILENCE)));
  }

  /** All but the socket itself: 3,000 bytes each time are 0.15 MB a second. */
  @TestFactory
  Stream<DynamicTest> twentyMillisecondsOfALine() {
    ByteString message = AudioSocketCodec.encode(SILENCE);
    BoundedSourceQueue<ByteString> line = line();
    return Stream.of(atMost(3000, "20 ms of a silent line, AudioSocket", () -> {
      line.offer(message);
      world.pass(AudioFrame.FRAME_MS);
    }));
  }

  private AudioSocketReader reader() {
    return new AudioSocketReader("line", 3, metrics.lines(), new LimitedLog(() -> 0, 10));
  }

  private BoundedSourceQueue<ByteString> line() {
    BoundedSourceQueue<ByteString> socket = world.run(Source.<ByteString>queue(4)
        .via(new ReadMessagesStage(this::reader, Duration.ofSeconds(5)))
        .via(UnansweredLine.flow(world, metrics))
        .via(new WriteMessagesStage(Duration.ofSeconds(1)))
        .toMat(Sink.ignore(), Keep.left()));
    socket.offer(ID);
    world.settle();
    return socket;
  }
}
