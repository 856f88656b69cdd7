package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.media.playout.HeardWords.Said;

class HeardWordsTest {

  private static final String TEXT = "We are open from nine to five";
  private static final List<Said> NONE = List.of();

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
    assertThat(HeardWords.of(TEXT, NONE, playedMs, 2900, true)).isEqualTo(heard);
  }

  @Test
  void soundOfUnknownLengthIsTakenForAsLongAsItsText() {
    assertThat(HeardWords.of(TEXT, NONE, 800, 800, false)).isEqualTo("We are open");
    assertThat(HeardWords.of(TEXT, NONE, 800, 5000, false)).isEqualTo("We");
    assertThat(HeardWords.of(TEXT, NONE, 6000, 6000, false)).isEqualTo(TEXT);
  }

  @Test
  void nothingIsHeardOfNothing() {
    assertThat(HeardWords.of("", NONE, 0, 0, true)).isEmpty();
    assertThat(HeardWords.of("", NONE, 100, 500, false)).isEmpty();
    assertThat(HeardWords.of("Donaudampfschifffahrt", NONE, 900, 1000, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "499, ''",
    "500, 'We'",
    "899, 'We are'",
    "2000, 'We are open'",
    "2899, 'We are open'"
  })
  void whereTheVoiceTellsThatIsBelieved(int playedMs, String heard) {
    List<Said> said = List.of(new Said(2, 500), new Said(6, 600), new Said(11, 900));
    assertThat(HeardWords.of(TEXT, said, playedMs, 2900, true)).isEqualTo(heard);
    assertThat(HeardWords.of(TEXT, said, playedMs, playedMs, false)).isEqualTo(heard);
  }

  @Test
  void aVoiceThatTellsOfMoreThanThereIsHasSaidAll() {
    assertThat(HeardWords.of(TEXT, List.of(new Said(99, 10)), 20, 500, false)).isEqualTo(TEXT);
  }
}
