package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.util.ByteString;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.line.audiosocket.AudioSocketMessage.Audio;
import talkspurt.line.audiosocket.AudioSocketMessage.Dtmf;
import talkspurt.line.audiosocket.AudioSocketMessage.Failure;
import talkspurt.line.audiosocket.AudioSocketMessage.Hangup;
import talkspurt.line.audiosocket.AudioSocketMessage.Id;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.line.audiosocket.AudioSocketMessage.Why;

class AudioSocketCodecTest {

  @Test
  void theIdIsSixteenBytesInTheOrderOfItsText() {
    assertThat(decode(0x01, "00112233445566778899aabbccddeeff"))
        .isEqualTo(new Id(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")));
    assertThat(decode(0x01, "00".repeat(16))).isEqualTo(new Id(new UUID(0, 0)));
  }

  @ParameterizedTest
  @ValueSource(chars = {'0', '9', '*', '#', 'A', 'D'})
  void aKeyIsOneLetter(char key) {
    assertThat(decode(0x03, HexFormat.of().toHexDigits((byte) key))).isEqualTo(new Dtmf(key));
  }

  @Test
  void hangUpAndFailureMayHaveAnyPayload() {
    assertThat(decode(0x00, "")).isEqualTo(new Hangup());
    assertThat(decode(0x00, "0102")).isEqualTo(new Hangup());
    assertThat(decode(0xff, "")).isEqualTo(new Failure(0));
    assertThat(decode(0xff, "84")).isEqualTo(new Failure(0x84));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 8000",
    "11, 12000",
    "12, 16000",
    "13, 24000",
    "14, 32000",
    "15, 44100",
    "16, 48000",
    "17, 96000",
    "18, 192000"
  })
  void soundIsLittleEndianInTheRateOfItsKind(String kind, int rateHz) {
    AudioSocketMessage message = decode(HexFormat.fromHexDigits(kind), "0100ff7f0080feff");
    AudioFrame frame = ((Audio) message).frame();
    assertThat(frame.rateHz()).isEqualTo(rateHz);
    assertThat(frame.samples())
        .containsExactly((short) 1, Short.MAX_VALUE, Short.MIN_VALUE, (short) -2);
    assertThat(hex(AudioSocketCodec.encode(frame))).isEqualTo(kind + "0008" + "0100ff7f0080feff");
  }

  @Test
  void twentyMillisecondsAreOneMessage() {
    assertThat(hex(AudioSocketCodec.encode(AudioFrame.silence(8000))))
        .isEqualTo("100140" + "00".repeat(320));
    assertThat(AudioSocketCodec.encode(AudioFrame.silence(192000)).size()).isEqualTo(3 + 7680);
  }

  @Test
  void hangUpIsThreeZeros() {
    assertThat(hex(AudioSocketCodec.hangup())).isEqualTo("000000");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 00, WRONG_LENGTH",
    "3, '', WRONG_LENGTH",
    "3, 3131, WRONG_LENGTH",
    "3, 45, BAD_DIGIT",
    "3, 61, BAD_DIGIT",
    "3, ff, BAD_DIGIT",
    "16, '', WRONG_LENGTH",
    "16, 01, WRONG_LENGTH",
    "3, 310031, WRONG_LENGTH",
    "3, 00, BAD_DIGIT",
    "24, 01, WRONG_LENGTH",
    "2, '', UNKNOWN_KIND",
    "25, 0000, UNKNOWN_KIND",
    "254, '', UNKNOWN_KIND"
  })
  void whatCannotBeReadIsAMessageToo(int kind, String payload, Why why) {
    assertThat(decode(kind, payload)).isEqualTo(new Unreadable(why, kind, payload.length() / 2));
  }

  @Test
  void halfASampleAtTheEndIsToldAndLeftOut() {
    Audio odd = (Audio) decode(0x10, "0100ff");
    assertThat(odd.odd()).isTrue();
    assertThat(odd.frame().samples()).containsExactly(1);
    assertThat(((Audio) decode(0x10, "0100")).odd()).isFalse();
  }

  @Test
  void aKeyMayEndAsTextsDo() {
    assertThat(decode(0x03, "35000000")).isEqualTo(new Dtmf('5'));
  }

  @Test
  void everyKindAndLengthDecodesToSomething() {
    for (int kind = 0; kind < 256; kind++) {
      for (int length = 0; length < 40; length++) {
        assertThat(AudioSocketCodec.decode(kind, new byte[3 + length], length)).isNotNull();
      }
    }
  }

  @Test
  void soundLongerThanAFifthOfASecondIsNotWaitedFor() {
    assertThat(AudioSocketCodec.oversized(0x10, 3200)).isFalse();
    assertThat(AudioSocketCodec.oversized(0x10, 3202)).isTrue();
    assertThat(AudioSocketCodec.oversized(0x18, 65535)).isFalse();
    assertThat(AudioSocketCodec.oversized(0x01, 16)).isFalse();
    assertThat(AudioSocketCodec.oversized(0x7f, 17)).isTrue();
  }

  @Test
  void aRateThatAudioSocketDoesNotHaveIsAFaultOfOurs() {
    AudioFrame odd = AudioFrame.silence(22050);
    assertThatThrownBy(() -> AudioSocketCodec.encode(odd)).hasMessageContaining("22050");
  }

  private static AudioSocketMessage decode(int kind, String payload) {
    byte[] message = HexFormat.of().parseHex("000000" + payload + "55");
    return AudioSocketCodec.decode(kind, message, payload.length() / 2);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000})
  void silenceIsWrittenAsAnySound(int rateHz) {
    AudioFrame silence = AudioFrame.silence(rateHz);
    AudioFrame nearly = AudioFrame.silence(rateHz);
    nearly.samples()[0] = 1;
    String written = hex(AudioSocketCodec.encode(nearly));
    assertThat(hex(AudioSocketCodec.encode(silence)))
        .isEqualTo(written.substring(0, 6) + "00" + written.substring(8));
    assertThat(hex(AudioSocketCodec.encode(new AudioFrame(rateHz, new short[2]))))
        .isEqualTo(written.substring(0, 2) + "000400000000");
  }
}
