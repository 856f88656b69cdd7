package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.line.audiosocket.AudioSocketMessage.Audio;
import talkspurt.line.audiosocket.AudioSocketMessage.Dtmf;
import talkspurt.line.audiosocket.AudioSocketMessage.Hangup;
import talkspurt.line.audiosocket.AudioSocketMessage.Id;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.line.audiosocket.AudioSocketMessage.Why;

class AudioSocketFramingTest {

  private static final int LONGEST_MESSAGE = 3 + 65535;
  private static final String CALL = "010010" + "00112233445566778899aabbccddeeff"
      + "100004" + "01000200"
      + "030001" + "35"
      + "10ffff" + "55".repeat(65535)
      + "120002" + "0900"
      + "000000";

  private final AudioSocketFraming framing = new AudioSocketFraming();

  @Test
  void messagesInOnePieceComeOutInOrder() {
    assertCall(framing.push(bytes(CALL)));
  }

  @Test
  void aCutAnywhereChangesNothing() {
    ByteString call = bytes(CALL);
    int interesting = 70;
    for (int cut = 0;
        cut < call.size();
        cut += cut < interesting || cut > call.size() - 20 ? 1 : 997) {
      AudioSocketFraming fresh = new AudioSocketFraming();
      List<AudioSocketMessage> messages = new ArrayList<>(fresh.push(call.take(cut)));
      messages.addAll(fresh.push(call.drop(cut)));
      assertCall(messages);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 322, 1500, 65000})
  void piecesOfAnySizeChangeNothing(int size) {
    List<AudioSocketMessage> messages = new ArrayList<>();
    for (ByteString rest = bytes(CALL); !rest.isEmpty(); rest = rest.drop(size)) {
      messages.addAll(framing.push(rest.take(size)));
    }
    assertCall(messages);
  }

  @Test
  void whatIsTooLongIsToldAtItsHeaderAndSkippedWithoutBeingHeld() {
    assertThat(framing.push(bytes("10ffff")))
        .containsExactly(new Unreadable(Why.OVERSIZED, 0x10, 65535));
    for (int n = 0; n < 655; n++) {
      assertThat(framing.push(ByteString.fromArray(new byte[100]))).isEmpty();
      assertThat(framing.heldBytes()).isZero();
    }
    assertThat(framing.push(bytes("00".repeat(35) + "030001" + "31")))
        .containsExactly(new Dtmf('1'));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomBytesNeverThrowAndNeverHoldMoreThanOneMessage(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 3000; n++) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      if (bytes.length > 2 && random.nextBoolean()) {
        bytes[0] = (byte) (0x10 + random.nextInt(9));
      }
      assertThat(framing.push(ByteString.fromArray(bytes))).doesNotContainNull();
      assertThat(framing.heldBytes()).isLessThan(LONGEST_MESSAGE);
    }
  }

  private static void assertCall(List<AudioSocketMessage> messages) {
    assertThat(messages).hasSize(6);
    assertThat(messages.get(0))
        .isEqualTo(new Id(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")));
    assertThat(samples(messages.get(1))).containsExactly((short) 1, (short) 2);
    assertThat(messages.get(2)).isEqualTo(new Dtmf('5'));
    assertThat(messages.get(3)).isEqualTo(new Unreadable(Why.OVERSIZED, 0x10, 65535));
    assertThat(samples(messages.get(4))).containsExactly((short) 9);
    assertThat(messages.get(5)).isEqualTo(new Hangup());
  }

  private static short[] samples(AudioSocketMessage message) {
    return ((Audio) message).frame().samples();
  }

  private static ByteString bytes(String hex) {
    return ByteString.fromArray(HexFormat.of().parseHex(hex));
  }
}
