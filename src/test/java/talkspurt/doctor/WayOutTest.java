package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayOutTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', '', -, 'warn  dialplan: TALKSPURT_API is not set'",
        "'', 'a,1,1', true, 'warn  dialplan: TALKSPURT_API is not set'",
        "http://x, '', -, 'warn  TALKSPURT_FALLBACK: not set'",
        "http://x, 'a,1,1', -, 'warn  TALKSPURT_FALLBACK: a,1,1: whether'",
        "http://x, 'a,1,1', true, 'ok    TALKSPURT_FALLBACK: a,1,1 exists'",
        "http://x, 'a,1,1', false, 'fail  TALKSPURT_FALLBACK: a,1,1 does not exist'"
      })
  void isSaidToBeThereOrNot(String api, String destination, Boolean exists, String line) {
    assertThat(new WayOut(api, destination, Optional.ofNullable(exists)).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.line()).startsWith(line));
  }
}
