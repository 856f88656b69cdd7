package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {

  @ParameterizedTest
  @ValueSource(strings = {"$x$", "$x^2", "$mc = 1$", "$\\alpha$", "$2x^2$", "$a_1$", "$2 \\times"})
  void aDollarThatOpensAFormulaShowsByWhatFollows(String text) {
    assertThat(Formulas.OPENING.matcher(text).lookingAt()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$5", "$5 a", "$1,000.50", "$2k", "$HOME", "$ x", "$", "$US 5", "$10-$20"})
  void beforeAPriceItDoesNot(String text) {
    assertThat(Formulas.OPENING.matcher(text).lookingAt()).isFalse();
  }

  @Test
  void commandsAreSpokenAsTheirSignOrTheirNameOrNotAtAll() {
    assertThat(Formulas.spoken("times")).contains("\u00D7");
    assertThat(Formulas.spoken("alpha")).contains("alpha");
    assertThat(Formulas.spoken("left")).isEmpty();
  }
}
