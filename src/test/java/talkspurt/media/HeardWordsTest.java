package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeardWordsTest {

  private static final String TEXT = "We are open from nine to five";

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "50, ''",
    "290, 'We'",
    "1050, 'We are'",
    "1100, 'We are open'",
    "1600, 'We are open from'",
    "2899, 'We are open from nine to'",
    "2900, 'We are open from nine to five'"
  })
  void onlyWordsThatWereHeardToTheirEndCount(int playedMs, String heard) {
    assertThat(HeardWords.of(TEXT, playedMs, 2900, true)).isEqualTo(heard);
  }

  @Test
  void soundOfUnknownLengthIsTakenForAsLongAsItsText() {
    assertThat(HeardWords.of(TEXT, 800, 800, false)).isEqualTo("We are open");
    assertThat(HeardWords.of(TEXT, 800, 5000, false)).isEqualTo("We");
    assertThat(HeardWords.of(TEXT, 6000, 6000, false)).isEqualTo(TEXT);
  }

  @Test
  void nothingIsHeardOfNothing() {
    assertThat(HeardWords.of("", 0, 0, true)).isEmpty();
    assertThat(HeardWords.of("", 100, 500, false)).isEmpty();
    assertThat(HeardWords.of("Donaudampfschifffahrt", 900, 1000, true)).isEmpty();
  }
}
