package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Turns;

class TurnSettingsTest {

  @Test
  void aWrongValueIsNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> Turns.settings("full", 20, 900, 400))
        .hasMessage("pause-after is 20 ms; allowed: 40 to 800 ms");
    assertThatThrownBy(() -> Turns.settings("full", 100, 6000, 400))
        .hasMessage("yield-after is 6000 ms; allowed: 200 to 5000 ms");
  }

  @Test
  void theEndOfATurnIsBetweenTheLeastAndTheMost() {
    PhraseList none = PhraseList.of(Set.of());
    assertThatThrownBy(() -> new EndOfTurn(ms(100), ms(700), ms(1200), ms(200), none, none))
        .hasMessage("end-of-turn-least is 100 ms; allowed: 200 to 5000 ms");
    assertThatThrownBy(() -> new EndOfTurn(ms(300), ms(1300), ms(1200), ms(200), none, none))
        .hasMessage("end-of-turn is 1300 ms; allowed: 300 (end-of-turn-least) to 1200 ms"
            + " (end-of-turn-max)");
  }

  private static Duration ms(long ms) {
    return Duration.ofMillis(ms);
  }

  @ParameterizedTest
  @CsvSource({
    "full, VOICE, 0",
    "dtmf-only, KEYS, 0",
    "none, NOTHING, 0",
    "words:1, WORDS, 1",
    "words:20, WORDS, 20"
  })
  void whatMayInterruptIsReadFromAText(String text, Interruption.By by, int words) {
    assertThat(Interruption.of(text)).isEqualTo(new Interruption(by, words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Full", "words", "words:", "words:0", "words:21", "words:-1", "all"})
  void anyOtherTextIsRefused(String text) {
    assertThatThrownBy(() -> Interruption.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed: ");
  }
}
