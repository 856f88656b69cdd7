package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TurnSettingsTest {

  @Test
  void aWrongValueIsNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> TurnTakerTest.settings(20, 900))
        .hasMessage("pause-after is 20 ms; allowed: 40 to 1000 ms");
    assertThatThrownBy(() -> TurnTakerTest.settings(100, 6000))
        .hasMessage("yield-after is 6000 ms; allowed: 200 to 5000 ms");
  }
}
