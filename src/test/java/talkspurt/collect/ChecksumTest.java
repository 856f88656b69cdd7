package talkspurt.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {

  /** Test numbers of card schemes, the example of ISO/IEC 7812, and those of the IBAN registry. */
  @ParameterizedTest
  @CsvSource({
    "LUHN, 4111111111111111, true",
    "LUHN, 378282246310005, true",
    "LUHN, 6011000990139424, true",
    "LUHN, 79927398713, true",
    "LUHN, 79927398710, false",
    "LUHN, 4111111111111112, false",
    "LUHN, 1411111111111111, false",
    "LUHN, 0, false",
    "LUHN, 4111A, false",
    "IBAN, GB29NWBK60161331926819, true",
    "IBAN, DE89370400440532013000, true",
    "IBAN, FR1420041010050500013M02606, true",
    "IBAN, NO9386011117947, true",
    "IBAN, GB29NWBK60161331926818, false",
    "IBAN, BG29NWBK60161331926819, false",
    "IBAN, DE8937040044053201300, false",
    "IBAN, 8937040044053201300DE, false",
    "IBAN, GB29, false",
    "NONE, 1, true",
  })
  void checkDigitsAreThoseOfTheStandard(Checksum check, String value, boolean passes) {
    assertThat(check.passes(value)).isEqualTo(passes);
  }
}
