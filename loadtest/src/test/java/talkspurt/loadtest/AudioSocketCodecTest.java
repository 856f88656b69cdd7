package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.loadtest.AudioSocketMessage.Audio;
import talkspurt.loadtest.AudioSocketMessage.Digit;
import talkspurt.loadtest.AudioSocketMessage.Hangup;
import talkspurt.loadtest.AudioSocketMessage.Id;
import talkspurt.loadtest.AudioSocketMessage.Unreadable;

class AudioSocketCodecTest {
  private static final UUID CALL = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  @Test
  void writesAndReadsTheId() {
    assertEquals("01001000112233445566778899aabbccddeeff", hex(new Id(CALL)));
    assertEquals(new Id(CALL), decoded("01001000112233445566778899aabbccddeeff"));
  }

  @Test
  void writesAndReadsADigit() {
    assertEquals("03000123", hex(new Digit('#')));
    assertEquals(new Digit('#'), decoded("03000123"));
  }

  @Test
  void writesAndReadsSamplesLittleEndian() {
    short[] samples = {1, -2, 0x1234};
    assertEquals("1200060100feff3412", hex(new Audio(16_000, samples)));
    Audio audio = assertInstanceOf(Audio.class, decoded("1200060100feff3412"));
    assertEquals(16_000, audio.rateHz());
    assertArrayEquals(samples, audio.samples());
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 16",
    "12000, 17",
    "16000, 18",
    "24000, 19",
    "32000, 20",
    "44100, 21",
    "48000, 22",
    "96000, 23",
    "192000, 24"
  })
  void hasAKindForEachRate(int rateHz, int kind) {
    assertEquals(kind, AudioSocketCodec.audioKind(rateHz));
    assertEquals(Optional.empty(), new Audio(rateHz, new short[rateHz / 50]).breach());
  }

  @Test
  void hasNoKindForOtherRates() {
    assertThrows(IllegalArgumentException.class, () -> AudioSocketCodec.audioKind(11_025));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000", "00ffff", "000001"})
  void takesAHangUpWhateverItsLength(String bytes) {
    assertEquals(new Hangup(), decoded(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "01001000112233445566778899aabbccddeeff, kind_0x01",
    "01000100, kind_0x01",
    "03000131, kind_0x03",
    "0300023131, kind_0x03",
    "020000, kind_0x02",
    "ff000101, kind_0xff",
    "190000, kind_0x19",
    "100000, audio_empty",
    "10000300000000, audio_odd_length",
    "10000200000000, audio_not_20_ms"
  })
  void namesWhatAnEngineMustNotSend(String bytes, String breach) {
    assertEquals(Optional.of(breach), decoded(bytes).breach());
  }

  @Test
  void waitsForTheRestOfAMessageCutAnywhere() {
    ByteBuffer whole = ByteBuffer.allocate(400);
    AudioSocketCodec.encode(new Id(CALL), whole);
    AudioSocketCodec.encode(new Audio(8_000, new short[160]), whole);
    AudioSocketCodec.encode(new Digit('7'), whole);
    whole.flip();
    for (int cut = 0; cut <= whole.limit(); cut++) {
      ByteBuffer part = whole.duplicate().limit(cut);
      int messages = messagesIn(part);
      part.limit(whole.limit());
      assertEquals(3, messages + messagesIn(part), "cut at " + cut);
    }
  }

  @Test
  void readsSomethingOutOfAnyBytes() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] noise = new byte[random.nextInt(3_000)];
      random.nextBytes(noise);
      ByteBuffer bytes = ByteBuffer.wrap(noise);
      messagesIn(bytes);
      assertTrue(bytes.remaining() < AudioSocketCodec.MAX_MESSAGE_BYTES);
    }
  }

  @Test
  void writesEveryKindOfMessage() {
    assertEquals(5, AudioSocketMessage.class.getPermittedSubclasses().length);
    assertEquals("000000", hex(new Hangup()));
    assertEquals("2000020000", hex(new Unreadable(0x20, 2)));
  }

  private static int messagesIn(ByteBuffer bytes) {
    int messages = 0;
    while (AudioSocketCodec.decode(bytes).isPresent()) messages++;
    return messages;
  }

  private static AudioSocketMessage decoded(String hex) {
    return AudioSocketCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
        .orElseThrow();
  }

  private static String hex(AudioSocketMessage message) {
    ByteBuffer out = ByteBuffer.allocate(64);
    AudioSocketCodec.encode(message, out);
    return HexFormat.of().formatHex(out.array(), 0, out.position());
  }
}
