package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseDecodingTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "'', that, ''",
    "that, '', ''",
    "that, talk to, ''",
    "talk to, talk to a, talk to",
    "connect me to, connect me to, connect me to",
    "can, can you, can",
    "can i, canned, ''"
  })
  void twoResultsAgreeOnWholeWords(String one, String other, String agreed) {
    assertThat(PhraseDecoding.agreed(one, other)).isEqualTo(agreed);
  }
}
