package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberTest {

  @ParameterizedTest
  @CsvSource({
    "+491701234567, 491701234567",
    "491701234567, 491701234567",
    "+49 (170) 123-45.67, 491701234567",
    "030/1234, 0301234",
    "110, 110",
    "11, ''",
    "'', ''",
    "anonymous, ''",
    "0000000, ''",
    "+000, ''",
    "sip:491701234567@host5, ''",
    "Ann 491701234567, ''",
    "49+170, ''",
    "12345678901234567890123456789012, 12345678901234567890123456789012",
    "123456789012345678901234567890123, ''",
    "٣٤٥, ''"
  })
  void isKnownByItsDigits(String number, String digits) {
    assertThat(new PhoneNumber(number).digits()).isEqualTo(digits);
  }
}
