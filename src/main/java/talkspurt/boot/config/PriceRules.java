package talkspurt.boot.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import talkspurt.control.BudgetSettings;

/**
 * What holds for all prices: the block {@code prices}.
 *
 * @param currency in which costs are told
 * @param rates what one of another currency costs in that, by its three letters
 * @param oldAfter after how long a tariff is told to be old; zero: never
 * @param today the day in UTC
 */
record PriceRules(
    String currency, Map<String, BigDecimal> rates, Duration oldAfter, LocalDate today) {

  private static final BigDecimal MOST_RATE = BigDecimal.valueOf(1_000_000_000);

  /** Dollars alone, and no tariff is old: what holds where no block {@code prices} was read. */
  static final PriceRules DOLLARS = new PriceRules("USD", Map.of(), Duration.ZERO, LocalDate.EPOCH);

  static PriceRules read(ConfigSection root) {
    return root.section("prices").check(prices -> {
      Map<String, BigDecimal> rates = new TreeMap<>();
      ConfigSection named = prices.section("rates");
      named.keys().forEach(key -> named.check(block -> rates.put(currency(key), rate(block, key))));
      return new PriceRules(
          BudgetSettings.checked(prices.text("currency")),
          Map.copyOf(rates),
          prices.duration("old-after"),
          LocalDate.now(ZoneOffset.UTC));
    });
  }

  private static String currency(String key) {
    return BudgetSettings.checked(key);
  }

  private static BigDecimal rate(ConfigSection rates, String currency) {
    String text = rates.text(currency);
    try {
      BigDecimal rate = new BigDecimal(text.strip());
      if (rate.signum() > 0 && rate.compareTo(MOST_RATE) <= 0) {
        return rate;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw new IllegalArgumentException(
        currency + " is " + text + "; allowed: a number above 0, what one " + currency + " costs");
  }

  /** An amount of a currency in that of the settings, both in millionths. */
  long converted(long millionths, String from) {
    if (from.equals(currency)) {
      return millionths;
    }
    BigDecimal rate = rates.get(from);
    if (rate == null) {
      throw new IllegalArgumentException("currency is " + from + "; allowed: " + currency
          + ", and those of prices.rates, which tells what one of them costs");
    }
    return rate.multiply(BigDecimal.valueOf(millionths))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Whether a tariff of this day is old. */
  boolean old(LocalDate asOf) {
    return !oldAfter.isZero() && asOf.isBefore(today.minusDays(oldAfter.toDays()));
  }
}
