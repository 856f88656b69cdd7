package talkspurt.provider.mediastream;

import static talkspurt.fake.Allocation.atMost;

import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

/** What 20 ms of sound cost the heap between a bot of Media Streams and us: 160 bytes of µ-law. */
class StreamAllocationTest {

  @TestFactory
  Stream<DynamicTest> aFrame() {
    byte[] bytes = new byte[160];
    new Random(1).nextBytes(bytes);
    SocketMessage media = new SocketMessage.Text(
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\""
            + Base64.getEncoder().encodeToString(bytes) + "\"}}");
    StreamReader reader =
        new StreamReader("MZ1", "call-1", 5, new Metrics().bots(), new LimitedLog(() -> 0, 10));
    StreamMessage frame = new StreamMessage.Media(1, "MZ1", 1, 20, bytes);
    return Stream.of(
        atMost(1700, "Media Streams in", () -> reader.read(media)),
        atMost(1900, "Media Streams out", () -> StreamMessageCodec.encode(frame)));
  }
}
