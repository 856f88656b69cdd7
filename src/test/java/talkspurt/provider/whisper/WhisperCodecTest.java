package talkspurt.provider.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.provider.Usage;
import talkspurt.provider.transport.TranscriptionUsage;

class WhisperCodecTest {

  @Test
  void whateverTextsItHoldsTheyAreWellFormed() {
    String any = "{'text':?,?:?}";
    OutsideTexts.through(
        35,
        20_000,
        texts -> WellFormed.assertAll(WhisperCodec.decode(ByteString.fromString(texts.json(any)))));
  }

  @Test
  void aWavFileIsAsAnyReaderKnowsIt() {
    assertThat(HexFormat.of().formatHex(WhisperCodec.wav(new short[] {1, -2}).toArray()))
        .isEqualTo("52494646" + "28000000" + "57415645" + "666d7420" + "10000000" + "0100" + "0100"
            + "803e0000" + "007d0000" + "0200" + "1000" + "64617461" + "04000000" + "0100feff");
  }

  @Test
  void wordsAreRead() {
    assertThat(decode("{\"text\":\" Good\\n morning. \"}"))
        .isEqualTo(new WhisperAnswer.Words("Good morning.", ""));
    assertThat(decode("{\"task\":\"transcribe\",\"text\":\"\",\"segments\":[]}"))
        .isEqualTo(new WhisperAnswer.Words("", ""));
  }

  @Test
  void whatTheyTookIsRead() {
    assertThat(decode("{\"text\":\"x\",\"usage\":{\"type\":\"duration\",\"seconds\":2}}"))
        .isEqualTo(new WhisperAnswer.Words(
            "x", "", new TranscriptionUsage(OptionalLong.of(2000), Usage.NONE)));
  }

  @Test
  void anErrorIsAFailureWhateverTheStatus() {
    assertThat(decode("{\"error\":{\"message\":\"no\"},\"text\":\"x\"}"))
        .isEqualTo(new WhisperAnswer.Failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"text\":7}", "good morning"})
  void whatIsNoAnswerIsUnreadable(String text) {
    assertThat(decode(text)).isEqualTo(new WhisperAnswer.Unreadable());
  }

  @Test
  void nothingThrows() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      assertThat(WhisperCodec.decode(ByteString.fromArray(bytes))).isNotNull();
    }
  }

  private static WhisperAnswer decode(String text) {
    return WhisperCodec.decode(ByteString.fromString(text));
  }
}
