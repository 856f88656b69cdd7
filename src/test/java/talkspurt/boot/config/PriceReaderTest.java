package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.Price;
import talkspurt.provider.Usage.Unit;

class PriceReaderTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final PriceRules RULES =
      new PriceRules("USD", Map.of("EUR", new BigDecimal("1.08")), Duration.ofDays(180), TODAY);

  private final Faults faults = Faults.collected();

  private Price read(String block) {
    return PriceReader.read(
        RULES,
        new ConfigSection(ConfigFactory.parseString(block), "price", ConfigFactory.empty(), faults),
        PriceReader.TRANSCRIBER);
  }

  private static Price minute(long millionths) {
    return Price.NONE.and(Unit.SOUND_MS, millionths);
  }

  @Test
  void aPriceMayHaveADateAndAnotherCurrencyAndTariffsOfOtherDates() {
    Price price = read("per-minute = 0.0043, as-of = 2026-11-01, tariffs = ["
        + "{ per-minute = 0.005, currency = EUR, as-of = 2026-01-01 }, { as-of = 2027-01-01 }]");
    assertThat(price.on(TODAY)).isEqualTo(minute(4300).asOf(LocalDate.of(2026, 11, 1)));
    assertThat(price.on(LocalDate.of(2026, 10, 31)))
        .isEqualTo(minute(5400).asOf(LocalDate.of(2026, 1, 1)));
    assertThat(price.on(LocalDate.of(2027, 1, 1)).millionths()).isEmpty();
    assertThat(read("per-minute = 0.0043")).isEqualTo(minute(4300));
    assertThat(faults.all()).isEmpty();
    assertThat(faults.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "as-of = 2026-06-02 | 2026-06-02",
        "as-of = 2026-06-03 | ''",
        "as-of = 2025-01-01, tariffs = [{ as-of = 2026-11-30 }] | ''",
        "as-of = 2025-01-01, tariffs = [{ as-of = 2026-12-01 }] | 2025-01-01",
        "tariffs = [{ as-of = 2024-02-29 }] | 2024-02-29",
        "per-minute = 1 | ''"
      })
  void aTariffThatIsOldIsToldOnceItHolds(String block, String told) {
    read(block);
    if (told.isEmpty()) {
      assertThat(faults.warnings()).isEmpty();
    } else {
      assertThat(faults.warnings())
          .singleElement()
          .asString()
          .contains("is " + told + ": that tariff is older than prices.old-after (180 days)");
    }
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void whoWantsNoTariffToBeOldHearsOfNone() {
    assertThat(new PriceRules("USD", Map.of(), Duration.ZERO, TODAY).old(LocalDate.EPOCH))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "per-minute = 1, as-of = May | as-of is May; allowed: a day such as 2026-11-01",
        "per-minute = 1, currency = GBP | currency is GBP; allowed: USD, and those of prices.rates",
        "per-minute = 1, currency = Euro | currency is 'Euro'; allowed: three capital letters",
        "tariffs = [{ per-minute = 1 }] | as-of is missing; allowed",
        "as-of = 2026-01-01, tariffs = [{ as-of = 2026-01-01 }] | has two tariffs of one as-of",
        "tariffs = [{ as-of = 2026-01-01, tariffs = [] }] | price.tariffs.tariffs does not exist"
      })
  void whatIsWrongIsTold(String block, String complaint) {
    try {
      read(block);
    } catch (StartFailure told) {
      // it is among the faults
    }
    assertThat(String.join("\n", faults.all())).contains(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EUR = 0", "EUR = -1", "EUR = much", "euro = 1"})
  void aRateIsANumberAboveZeroOfACurrency(String rates) {
    assertThatThrownBy(() -> PriceRules.read(new ConfigSection(
            ConfigFactory.parseString(
                "prices { currency = USD, old-after = 1d, rates { " + rates + " } }"),
            "talkspurt")))
        .hasMessageContaining("allowed");
  }
}
