package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;

class OutsideTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "Müller", "两点", "क्‍ष", "سلام\u200f!", "🦊", "a\tb\r\nc", "10 %"})
  void whatIsWellFormedStaysTheSameObject(String text) {
    assertThat(OutsideText.repaired(text)).isSameAs(text);
    assertThat(OutsideText.isWellFormed(text)).isTrue();
  }

  @Test
  void eachFaultBecomesOneReplacement() {
    assertThat(OutsideText.repaired("a\ud83eb")).isEqualTo("a\ufffdb");
    assertThat(OutsideText.repaired("a\udd8ab")).isEqualTo("a\ufffdb");
    assertThat(OutsideText.repaired("\udd8a\ud83e")).isEqualTo("\ufffd\ufffd");
    assertThat(OutsideText.repaired("a\0b\u001b[2Jc\u007f\u0085")).isEqualTo("a�b�[2Jc��");
    assertThat(OutsideText.repaired("x\u202egnp.exe\u2066")).isEqualTo("x�gnp.exe�");
    assertThat(OutsideText.repaired("\uffff\ufdd0\udbff\udfff")).isEqualTo("���");
  }

  @ParameterizedTest
  @CsvSource({
    "4dfc6c6c6572, M�ller",
    "efbbbf6869, hi",
    "c080, ��",
    "eda080, �",
    "f09fa6, �",
    "'', ''"
  })
  void brokenBytesAreReplaced(String hex, String text) {
    assertThat(OutsideText.decoded(java.util.HexFormat.of().parseHex(hex))).isEqualTo(text);
  }

  @Test
  void aLineOfALogIsOneShortLine() {
    assertThat(OutsideText.forLog("a\nb\u2028c\u001b[31m", 20)).isEqualTo("a b c�[31m");
    assertThat(OutsideText.forLog("x".repeat(60_000), 5)).isEqualTo("xxxxx… (60000 characters)");
    assertThat(OutsideText.forLog("ab🦊", 3)).isEqualTo("ab�… (4 characters)");
  }

  @Test
  void aMillionRandomStringsCanBeEncoded() {
    OutsideTexts.through(13, 1_000_000, texts -> {
      String repaired = OutsideText.repaired(texts.next());
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(repaired));
      WellFormed.assertAll(repaired);
    });
  }

  @Test
  void aMillionRandomRunsOfBytesCanBeRead() {
    OutsideTexts.through(
        14, 1_000_000, texts -> WellFormed.assertAll(OutsideText.decoded(texts.bytes(12))));
  }
}
