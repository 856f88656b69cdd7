package talkspurt.outbound.e164;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.PhoneNumber;
import talkspurt.outbound.DialNumber;

class LibPhoneNumberPlanTest {

  private static final LibPhoneNumberPlan PLAN = new LibPhoneNumberPlan(Optional.of("DE"));

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource({
    "030 901820, +4930901820, Europe/Berlin",
    "+49 (30) 90 18-20, +4930901820, Europe/Berlin",
    "+1 212-736-5000, +12127365000, America/New_York",
    "+1 310 825 4321, +13108254321, America/Los_Angeles",
    "+44 20 7219 3000, +442072193000, Europe/London",
  })
  void readsNumbersAsTheyAreWritten(String written, String e164, String zone) {
    DialNumber number = PLAN.read(new PhoneNumber(written)).orElseThrow();
    assertThat(number.e164()).isEqualTo(e164);
    assertThat(number.zones()).containsExactly(ZoneId.of(zone));
  }

  @Test
  void aNumberThatMayBeAnywhereInACountryHasAllItsZones() {
    DialNumber free = PLAN.read(new PhoneNumber("+1 800 555 1212")).orElseThrow();
    assertThat(free.zones())
        .contains(
            ZoneId.of("America/New_York"),
            ZoneId.of("America/Los_Angeles"),
            ZoneId.of("Pacific/Honolulu"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "110",
        "+49",
        "anonymous",
        "0800-FLOWERS",
        "+999 12345678",
        "+1 555 0",
        "sip:a@b",
        "+4930901820;ext=1",
        "\u0660\u0663\u0660901820"
      })
  void refusesWhatCanBeNoNumber(String written) {
    assertThat(PLAN.read(new PhoneNumber(written))).isEmpty();
  }

  @Test
  void withoutACountryOnlyInternationalNumbersAreRead() {
    LibPhoneNumberPlan nowhere = new LibPhoneNumberPlan(Optional.empty());
    assertThat(nowhere.read(new PhoneNumber("030 901820"))).isEmpty();
    assertThat(nowhere.read(new PhoneNumber("+49 30 901820"))).isPresent();
    assertThatThrownBy(() -> new LibPhoneNumberPlan(Optional.of("XX")))
        .hasMessage("region is XX; allowed: codes such as DE, US");
  }

  /** A zone that the JDK did not know would make all numbers of a country unknown. */
  @Test
  void countriesHaveZonesThatTheJdkKnows() {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    long without = numbers.getSupportedRegions().stream()
        .map(numbers::getExampleNumber)
        .map(number -> numbers.format(number, PhoneNumberFormat.E164))
        .filter(e164 ->
            PLAN.read(new PhoneNumber(e164)).map(n -> n.zones().isEmpty()).orElse(true))
        .peek(e164 -> System.out.println("no zone: " + e164.substring(0, 4)))
        .count();
    assertThat(without).isZero();
  }
}
