package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import talkspurt.provider.Price;
import talkspurt.provider.Usage.Unit;

class FeeReaderTest {

  private static final PriceRules RULES = new PriceRules(
      "USD", Map.of("EUR", new BigDecimal("2")), Duration.ZERO, LocalDate.parse("2026-11-30"));

  private final ProviderStore.Reading made = new ProviderStore().reading();

  private Map<String, Price> fees(String ofAll, String own) {
    made.prices(RULES);
    return new FeeReader(
            new ConfigSection(ConfigFactory.parseString(ofAll), "talkspurt.fees"), made)
        .read(new ConfigSection(ConfigFactory.parseString(own), "talkspurt.profiles.sales"));
  }

  @Test
  void aProfileHasThoseOfAllAndItsOwn() {
    Map<String, Price> fees = fees(
        "trunk { per-call = 0.005, per-minute = 0.008, as-of = 2026-11-01 }, platform.per-call = 0.01",
        "fees { trunk.per-call = 0.007, number { per-minute = 0.001, currency = EUR }, platform.per-call = 0 }");
    assertThat(fees)
        .isEqualTo(Map.of(
            "trunk",
            Price.NONE
                .and(Unit.CALLS, 7000)
                .and(Unit.SOUND_MS, 8000)
                .asOf(LocalDate.parse("2026-11-01")),
            "number",
            Price.NONE.and(Unit.SOUND_MS, 2000)));
    assertThat(made.takePaid()).containsExactlyInAnyOrder("trunk", "number");
  }

  @Test
  void whatIsNoFeeIsToldWithItsKey() {
    assertThatThrownBy(() -> fees("Trunk.per-call = 1", ""))
        .hasMessageContaining("holds the name Trunk");
    assertThatThrownBy(() -> fees("trunk.per-call = lots", "")).hasMessageContaining("per-call");
    assertThatThrownBy(() -> fees("trunk.per-hour = 1", ""))
        .hasMessageContaining("per-hour does not exist");
  }
}
