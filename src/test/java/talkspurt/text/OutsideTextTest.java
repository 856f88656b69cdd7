package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTextTest {

  private static final int STRINGS = 1_000_000;

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
  void aMillionRandomStringsCanBeEncoded() throws CharacterCodingException {
    Random random = new Random(13);
    for (int i = 0; i < STRINGS; i++) {
      String repaired = OutsideText.repaired(randomText(random));
      StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(repaired));
      assertThat(OutsideText.isWellFormed(repaired)).isTrue();
    }
  }

  @Test
  void aMillionRandomRunsOfBytesCanBeRead() {
    Random random = new Random(14);
    for (int i = 0; i < STRINGS; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      assertThat(OutsideText.isWellFormed(OutsideText.decoded(bytes))).isTrue();
    }
  }

  /** Chars of any kind, faults as likely as letters. */
  private static String randomText(Random random) {
    char[] chars = new char[random.nextInt(12)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = switch (random.nextInt(4)) {
        case 0 -> (char) random.nextInt(0x100);
        case 1 -> (char) (0xD800 + random.nextInt(0x800));
        case 2 -> (char) (0x2000 + random.nextInt(0x80));
        default -> (char) random.nextInt(0x10000);
      };
    }
    return new String(chars);
  }
}
