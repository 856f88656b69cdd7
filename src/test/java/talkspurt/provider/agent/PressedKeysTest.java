package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressedKeysTest {

  @Test
  void keysAreToldApartFromWordsInTheLanguageOfTheCall() {
    assertThat(PressedKeys.told("12#", "en-GB")).isEqualTo("[The caller pressed 1 2 #.]");
    assertThat(PressedKeys.told("*", "de")).isEqualTo("[Der Anrufer hat * gedrückt.]");
    assertThat(PressedKeys.told("5", "xx")).isEqualTo("[The caller pressed 5.]");
  }
}
