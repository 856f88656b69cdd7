package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;

class VisibleLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Anna Lee",
        "Müller & Söhne",
        "+49 30 1234",
        "两点",
        "क्\u200dष",
        "می\u200cخواهم",
        "🦊"
      })
  void whatCanBeSeenStays(String text) {
    assertThat(VisibleLine.of(text, 100)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "a U+000A b, a b",
    "a U+000D U+000A U+0020 U+000A b, a b",
    "a U+0009 b, a b",
    "a U+2028 b U+2029 c, a b c",
    "a U+0085 b U+000B c, a b c",
    "U+0000 a U+001B [2J, a [2J",
    "a U+00A0 U+3000 b, a b",
    "U+000A U+0020 a U+0020 U+000A, a",
    "s U+200B y U+200B s, sys",
    "U+FEFF a U+2060 b U+00AD c, abc",
    "a U+202E b U+2066 c U+200F d, abcd",
    "a U+200D U+200D b, aJb",
    "1 U+200D 2, 12",
    "a U+200D, a",
    "a U+200D U+0020 b, a b",
    "U+200D a, a",
    "a U+E0041 U+E0042 U+E0080 b, ab",
    "a U+FE0F U+FE00 b U+E0100, ab",
    "a U+3164 U+115F U+FFA0 b U+2800 U+034F, ab",
    "a U+D83E b U+E000 U+0378, aRbRR",
  })
  void whatCannotIsLeftOutOrABlank(String codes, String line) {
    StringBuilder raw = new StringBuilder();
    for (String code : codes.split(" ")) {
      if (code.startsWith("U+")) {
        raw.appendCodePoint(Integer.parseInt(code.substring(2), 16));
      } else {
        raw.append(code);
      }
    }
    assertThat(VisibleLine.of(raw.toString(), 100))
        .isEqualTo(line.replace('J', line.contains("[") ? 'J' : '\u200d').replace('R', '\ufffd'));
  }

  @Test
  void whatIsTooLongEndsInAnEllipsis() {
    assertThat(VisibleLine.of("12345", 5)).isEqualTo("12345");
    assertThat(VisibleLine.of("123456", 5)).isEqualTo("1234…");
    assertThat(VisibleLine.of("123 56", 5)).isEqualTo("123…");
    assertThat(VisibleLine.of("123🦊6", 5)).isEqualTo("123…");
    assertThat(VisibleLine.of("12", 1)).isEqualTo("…");
    assertThat(VisibleLine.of("🦊🦊", 1)).isEqualTo("…");
    assertThat(VisibleLine.of(" \n".repeat(1000) + "a", 5)).isEqualTo("a");
  }

  /** Whatever comes in: one line, bounded, of which nothing is left to do. */
  @Test
  void anyTextIsALine() {
    OutsideTexts.through(29, 20_000, texts -> {
      String line = VisibleLine.of(texts.next(), 40);
      assertThat(line).hasSizeLessThanOrEqualTo(40).isEqualTo(line.strip());
      assertThat(line.chars().noneMatch(Character::isISOControl)).isTrue();
      assertThat(VisibleLine.of(line, 40)).isEqualTo(line);
      WellFormed.assertAll(line);
    });
  }
}
