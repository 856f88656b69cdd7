package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {

  @Test
  void areTheSixteenKeysOfATelephone() {
    assertThat(new Digits("0123456789*#ABCD").keys()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"E", "a", " ", "1 2", "٣"})
  void areNothingElse(String keys) {
    assertThatThrownBy(() -> new Digits(keys)).isInstanceOf(IllegalArgumentException.class);
  }
}
