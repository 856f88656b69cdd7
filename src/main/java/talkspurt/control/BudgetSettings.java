package talkspurt.control;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What calls may cost in a day, or a month; 0 stands for no limit. Amounts are in millionths of the currency.
 *
 * @param currency in which prices and budgets are, and costs are told; three capital letters
 * @param zone where a day begins and ends
 * @param period in which they may cost that
 * @param most what calls of all profiles may cost
 * @param byProfile what those of a profile may cost; one that is not named has no limit
 */
public record BudgetSettings(
    String currency, ZoneId zone, BudgetPeriod period, long most, Map<String, Long> byProfile) {

  public BudgetSettings {
    checked(currency);
    byProfile = Map.copyOf(byProfile);
  }

  /** Of a day. */
  public BudgetSettings(String currency, ZoneId zone, long perDay, Map<String, Long> byProfile) {
    this(currency, zone, BudgetPeriod.DAY, perDay, byProfile);
  }

  /**
   * A currency that may be set.
   *
   * @throws IllegalArgumentException unless it has three capital letters
   */
  public static String checked(String currency) {
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          "currency is '" + currency + "'; allowed: three capital letters, such as USD or EUR");
    }
    return currency;
  }

  /** The same with those of profiles. */
  public BudgetSettings with(Map<String, Long> ofProfiles) {
    return new BudgetSettings(currency, zone, period, most, ofProfiles);
  }

  /** Whether anything is limited. */
  boolean limited() {
    return most > 0 || byProfile.values().stream().anyMatch(own -> own > 0);
  }

  /** When the day, or the month, began in which this is. */
  Instant beginOf(Instant now) {
    return period.beginOf(now, zone);
  }
}
