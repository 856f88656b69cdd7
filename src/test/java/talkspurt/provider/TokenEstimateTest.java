package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "a, 1",
    "four, 1",
    "fours, 2",
    "Größe, 2",
    "Привет, 3",
    "東京駅, 3",
    "안녕, 2",
    "😀, 1"
  })
  void aTextIsAboutSoManyTokens(String text, long tokens) {
    assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
  }
}
