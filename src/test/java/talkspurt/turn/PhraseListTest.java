package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseListTest {

  private final PhraseList assent =
      PhraseList.of(List.of("OK", "okay", "yes", "Mm-hmm", "all right", "d'accord", "sí", "mm"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok",
        "Okay.",
        "yes, yes, OK!",
        "mm hmm",
        "mm-hmm yes",
        "  ",
        "",
        "D'accord",
        "d\u2019accord",
        "D\u02BCaccord",
        "si\u0301",
        "sí",
        "All right"
      })
  void assentCoversWhatHoldsNothingElse(String said) {
    assertThat(assent.cover(said)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stop", "yes but", "okay stop", "all", "right", "hmm", "yesterday", "no, ok", "si"
      })
  void anyOtherWordIsContent(String said) {
    assertThat(assent.cover(said)).isFalse();
  }

  @Test
  void vowelSignsAndJoinersArePartsOfWords() {
    assertThat(PhraseList.wordsOf("मैं कल आऊंगा।")).containsExactly("मैं", "कल", "आऊंगा");
    assertThat(PhraseList.wordsOf("می\u200Cخواهم، بله"))
        .as("Persian and Arabic yeh are one letter")
        .containsExactly("مي\u200Cخواهم", "بله");
    assertThat(PhraseList.wordsOf("`yes` \u2018no\u2019 rock 'n' roll"))
        .containsExactly("yes", "no", "rock", "'n'", "roll");
  }

  @Test
  void nothingIsCoveredByNoPhrasesButSilence() {
    PhraseList none = PhraseList.of(List.of());
    assertThat(none.cover("ok")).isFalse();
    assertThat(none.cover("")).isTrue();
  }

  @Test
  void aLongMonologueIsLookedAtOnce() {
    PhraseList nested = PhraseList.of(List.of("a", "a a", "a a a"));
    assertThat(nested.cover("a ".repeat(5000))).isTrue();
    assertThat(nested.cover("a ".repeat(5000) + "b")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "operator, true",
    "'I want an OPERATOR, please', true",
    "operators, false",
    "hold, false",
    "'please hold on.', true",
    "'', false"
  })
  void occursWhereAllItsWordsStandTogether(String said, boolean occurs) {
    PhraseList commands = PhraseList.of(List.of("operator", "hold on", "  "));
    assertThat(commands.occurIn(said)).isEqualTo(occurs);
  }
}
