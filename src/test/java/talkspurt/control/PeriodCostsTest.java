package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodCostsTest {

  private static final Instant TODAY = Instant.parse("2026-11-30T00:00:00Z");
  private static final Instant TOMORROW = Instant.parse("2026-12-01T00:00:00Z");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final PeriodCosts costs =
      new PeriodCosts(new BudgetSettings("USD", UTC, 1000, Map.of("sales", 100L, "help", 0L)));

  @Test
  void aProfileHasItsOwnBudgetAndAllHaveOneTogether() {
    costs.spent(TODAY, Map.of("sales", 99L, "help", 900L));
    assertThat(costs.usedUp("sales", TODAY)).isFalse();
    costs.spent(TODAY, Map.of("sales", 100L, "help", 800L));
    assertThat(costs.usedUp("sales", TODAY)).isTrue();
    assertThat(costs.usedUp("help", TODAY)).isFalse();
    costs.spent(TODAY, Map.of("sales", 50L, "help", 950L));
    assertThat(costs.usedUp("help", TODAY)).isTrue();
    assertThat(costs.usedUp("unnamed", TODAY)).isTrue();
  }

  @Test
  void anotherBudgetHoldsAtOnceForWhatWasSpent() {
    costs.spent(TODAY, Map.of("sales", 100L));
    costs.budgets(new BudgetSettings("USD", UTC, 0, Map.of("sales", 101L, "help", 1L)));
    assertThat(costs.usedUp("sales", TODAY)).isFalse();
    costs.spent(TODAY, Map.of("sales", 101L));
    assertThat(costs.usedUp("sales", TODAY)).isTrue();
  }

  @Test
  void withoutABudgetNothingIsUsedUp() {
    PeriodCosts none = new PeriodCosts(new BudgetSettings("USD", UTC, 0, Map.of()));
    none.spent(TODAY, Map.of("sales", Long.MAX_VALUE / 2));
    assertThat(none.usedUp("sales", TODAY)).isFalse();
    assertThat(none.used(PeriodCosts.ALL)).isZero();
  }

  @Test
  void otherBudgetsHoldForWhatWasSpent() {
    costs.spent(TODAY, Map.of("sales", 150L, "help", 150L));
    costs.budgets(new BudgetSettings("USD", UTC, 1000, Map.of("sales", 200L, "help", 100L)));
    assertThat(costs.usedUp("sales", TODAY)).isFalse();
    assertThat(costs.usedUp("help", TODAY)).isTrue();
  }

  @Test
  void aNewDayBeginsWithNothingSpentThoughItWasNotReadYet() {
    costs.spent(TODAY, Map.of("sales", 500L));
    assertThat(costs.usedUp("sales", TODAY)).isTrue();
    assertThat(costs.usedUp("sales", TOMORROW)).isFalse();
  }

  private List<String> spent(Instant from, Map<String, Long> spent) {
    List<BudgetReached> news = costs.spent(from, spent);
    news.forEach(reached -> costs.told(from, reached));
    return news.stream().map(one -> one.profile() + " " + one.percent()).toList();
  }

  @Test
  void fourFifthsAndAllAreToldOnceAPeriod() {
    assertThat(spent(TODAY, Map.of("sales", 79L))).isEmpty();
    assertThat(spent(TODAY, Map.of("sales", 80L))).containsExactly("sales 80");
    assertThat(spent(TODAY, Map.of("sales", 90L, "help", 710L))).containsExactly("* 80");
    assertThat(spent(TODAY, Map.of("sales", 100L, "help", 710L))).containsExactly("sales 100");
    assertThat(spent(TODAY, Map.of("sales", 200L, "help", 900L))).containsExactly("* 100");
    assertThat(spent(TODAY, Map.of("sales", 200L, "help", 900L))).isEmpty();
    assertThat(spent(TOMORROW, Map.of())).isEmpty();
    assertThat(spent(TOMORROW, Map.of("sales", 185L))).containsExactly("sales 80", "sales 100");
    assertThat(costs.used("sales")).isEqualTo(1.85);
  }

  @Test
  void whatCouldNotBeToldComesAgain() {
    assertThat(costs.spent(TODAY, Map.of("sales", 80L))).hasSize(1);
    assertThat(costs.spent(TODAY, Map.of("sales", 80L))).hasSize(1);
    costs.told(TOMORROW, new BudgetReached("sales", 80));
    assertThat(costs.spent(TODAY, Map.of("sales", 80L)))
        .as("told of another day")
        .hasSize(1);
  }

  @Test
  void aMonthBeginsWithItsFirstDay() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(BudgetPeriod.MONTH.beginOf(Instant.parse("2026-11-30T22:59:59Z"), berlin))
        .isEqualTo("2026-10-31T23:00:00Z");
    assertThat(BudgetPeriod.MONTH.beginOf(Instant.parse("2026-11-30T23:00:00Z"), berlin))
        .isEqualTo("2026-11-30T23:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-11-30T23:30:00Z, 2026-11-30T00:00:00Z",
    "Europe/Berlin, 2026-11-30T23:30:00Z, 2026-11-30T23:00:00Z",
    "America/New_York, 2026-11-30T03:00:00Z, 2026-11-29T05:00:00Z",
    // clocks go forward at the beginning of the day
    "America/Havana, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z"
  })
  void aDayBeginsWhereTheZoneSays(String zone, Instant now, Instant day) {
    assertThat(new BudgetSettings("USD", ZoneId.of(zone), 1, Map.of()).beginOf(now))
        .isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({"usd", "US", "EURO", "''", "$"})
  void aCurrencyHasThreeCapitalLetters(String wrong) {
    assertThatThrownBy(() -> new BudgetSettings(wrong, UTC, 0, Map.of()))
        .hasMessageStartingWith("currency is '" + wrong + "'; allowed: ");
  }
}
