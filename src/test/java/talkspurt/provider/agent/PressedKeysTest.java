package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.language.LanguagePack;

class PressedKeysTest {

  @Test
  void areToldOneByOneInTheLanguageOfTheCall() {
    assertThat(told("12#", "en-GB")).isEqualTo("[The caller pressed 1 2 #.]");
    assertThat(told("*", "de")).isEqualTo("[Der Anrufer hat * gedrückt.]");
    assertThat(told("5", "xx")).isEqualTo("[The caller pressed 5.]");
  }

  private static String told(String keys, String language) {
    return PressedKeys.told(keys, LanguagePack.shipped(language).wording());
  }
}
