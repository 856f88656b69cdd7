package talkspurt.provider.realtime;

import static talkspurt.fake.Allocation.atMost;

import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import talkspurt.fake.Sounds;
import talkspurt.websocket.SocketMessage;

/** What 100 ms of sound cost the heap between a Realtime server and us: 4,800 bytes of samples. */
class RealtimeAllocationTest {

  private static final int BYTES = 4800;

  @TestFactory
  Stream<DynamicTest> aTenthOfASecond() {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    SocketMessage delta = new SocketMessage.Text(
        "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_1\",\"response_id\":\"r1\","
            + "\"item_id\":\"i1\",\"output_index\":0,\"content_index\":0,\"delta\":\""
            + Base64.getEncoder().encodeToString(bytes) + "\"}");
    BotSound sound = new BotSound(SessionAudio.PCM);
    ClientEvent append =
        new ClientEvent.Append(Sounds.white(24_000, 100, -20, 1).samples());
    ClientEventCodec codec = new ClientEventCodec(false, SessionAudio.PCM);
    return Stream.of(
        atMost(BYTES + 1500, "Realtime, delta", () -> ServerEventCodec.decode(delta)),
        atMost(BYTES + 100, "Realtime, bytes to samples", () -> sound.read(bytes)),
        atMost(3 * BYTES, "Realtime, append", () -> codec.encode(append)));
  }
}
