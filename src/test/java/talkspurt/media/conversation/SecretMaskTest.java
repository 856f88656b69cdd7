package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4539578763621486 | paid with 4539578763621486.      | paid with #.",
        "4539578763621486 | 4539 5787 6362 1486              | #",
        "4539578763621486 | 4539-5787-6362-1486, 4539.5787.6362.1486 | #, #",
        "4539578763621486 | {\"card\":\"4539 5787 63621486\"} | {\"card\":\"#\"}",
        "4539578763621486 | ends in 1486, begins with 45395  | ends in 1486, begins with 45395",
        "4539578763621486 | 453957******1486                 | #******1486",
        "4539578763621486 | cut off: 45395787636             | cut off: #",
        "4539578763621486 | x578763x                         | x#x",
        "GB29NWBK60161331926819 | gb29 nwbk 6016 1331 9268 19 | #",
        "GB29NWBK60161331926819 | nothing of it              | nothing of it",
        "7391             | the PIN 7391 and 7 3 9 1         | the PIN # and #",
        "7391             | 739                              | 739",
      })
  void aValueIsTakenOutHoweverItIsWritten(String value, String told, String masked) {
    assertThat(new SecretMask(Map.of(value, "#")).masked(told)).isEqualTo(masked);
  }
}
