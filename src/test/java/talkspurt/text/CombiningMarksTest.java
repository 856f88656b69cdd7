package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombiningMarksTest {

  private static final String ROW = "\u0301".repeat(CombiningMarks.MAX_IN_A_ROW);

  @ParameterizedTest
  @CsvSource({
    "Zoë, Zoe",
    "e\u0301e\u0301, ee",
    "\u1ed9, o",
    "straße, straße",
    "hours, hours",
    "'', ''",
    "\u0939\u093f\u0928\u094d\u0926\u0940, \u0939\u093f\u0928\u0926\u0940",
    "\uD83D\uDE00e\u0301, \uD83D\uDE00e"
  })
  void accentsAreRemovedAndNothingElse(String text, String left) {
    assertThat(CombiningMarks.removed(text)).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hours", "Zoe\u0308", "\u0939\u093f\u0928\u094d", "\uD83D", "\uDE00a"})
  void whatAnybodyWritesStays(String text) {
    assertThat(CombiningMarks.limited(text)).isEqualTo(text);
    assertThat(CombiningMarks.limited("a" + ROW + "b" + ROW)).isEqualTo("a" + ROW + "b" + ROW);
  }

  @Test
  void marksBehindTheThirtiethInARowGo() {
    assertThat(CombiningMarks.limited("a" + ROW + "\u0316\u20DD\u093Eb\u0316" + ROW + "\u0301"))
        .isEqualTo("a" + ROW + "b\u0316" + ROW.substring(1));
    assertThat(CombiningMarks.limited(ROW + "\u0301" + "\uD83D\uDE00"))
        .isEqualTo(ROW + "\uD83D\uDE00");
  }

  /** Put in order one by one they would take an hour. */
  @Test
  @Timeout(20)
  void aRowOfHundredsOfThousandsIsNoWork() {
    String row = "a" + "\u0301\u0316".repeat(310_000);
    assertThat(CombiningMarks.removed(row)).isEqualTo("a");
    assertThat(SpokenWords.compared(row + " b")).hasSize(2);
    assertThat(SpokenWords.compared("\u302E\u3099".repeat(310_000))).hasSizeLessThan(100);
  }
}
