package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.media.playout.HeardWords.Said;
import talkspurt.text.SpokenForm;

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
    assertThat(heard(TEXT, NONE, playedMs, 2900, true)).isEqualTo(heard);
  }

  @Test
  void soundOfUnknownLengthIsTakenForAsLongAsItsText() {
    assertThat(heard(TEXT, NONE, 800, 800, false)).isEqualTo("We are open");
    assertThat(heard(TEXT, NONE, 800, 5000, false)).isEqualTo("We");
    assertThat(heard(TEXT, NONE, 6000, 6000, false)).isEqualTo(TEXT);
  }

  @Test
  void nothingIsHeardOfNothing() {
    assertThat(heard("", NONE, 0, 0, true)).isEmpty();
    assertThat(heard("", NONE, 100, 500, false)).isEmpty();
    assertThat(heard("Donaudampfschifffahrt", NONE, 900, 1000, true)).isEmpty();
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
    assertThat(heard(TEXT, said, playedMs, 2900, true)).isEqualTo(heard);
    assertThat(heard(TEXT, said, playedMs, playedMs, false)).isEqualTo(heard);
  }

  @Test
  void aVoiceThatTellsOfMoreThanThereIsHasSaidAll() {
    assertThat(heard(TEXT, List.of(new Said(99, 10)), 20, 500, false)).isEqualTo(TEXT);
  }

  /** "It costs €12.50 now" in sound of 42 characters, each of 100 ms. */
  @ParameterizedTest
  @CsvSource({
    "800, 'It costs'",
    "3600, 'It costs'",
    "3700, 'It costs €12.50'",
    "4099, 'It costs €12.50'",
    "4100, 'It costs €12.50 now'"
  })
  void soundIsSpreadOverWhatTheVoiceWasGiven(int playedMs, String heard) {
    SpokenForm given = new SpokenForm.Builder()
        .same("It costs ")
        .instead(6, "twelve euros and fifty cents")
        .same(" now")
        .build();
    assertThat(HeardWords.of("It costs €12.50 now", given, NONE, playedMs, 4100, true))
        .isEqualTo(heard);
    assertThat(HeardWords.of("It costs €12.50 now", given, NONE, playedMs * 6 / 10, 100, false))
        .isEqualTo(heard);
    List<Said> told = List.of(new Said(8, 3000));
    assertThat(HeardWords.of("It costs €12.50 now", given, told, 3500, 4100, true))
        .isEqualTo("It costs");
  }

  @Test
  void whatIsLeftOfATextThatWasGivenOtherwiseEndsWithinIt() {
    SpokenForm given = SpokenForm.of("a text that is longer than its words");
    assertThat(HeardWords.of("a text", given, NONE, 900, 1000, true)).isEqualTo("a text");
  }

  private static String heard(
      String text, List<Said> said, int playedMs, int soundMs, boolean complete) {
    return HeardWords.of(text, SpokenForm.of(text), said, playedMs, soundMs, complete);
  }
}
