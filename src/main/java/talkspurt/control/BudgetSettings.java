package talkspurt.control;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What calls may cost in a day; 0 stands for no limit. Amounts are in millionths of the currency.
 *
 * @param currency in which prices and budgets are, and costs are told; three capital letters
 * @param zone where a day begins and ends
 * @param perDay what calls of all profiles may cost
 * @param byProfile what those of a profile may cost; one that is not named has no limit
 */
public record BudgetSettings(
    String currency, ZoneId zone, long perDay, Map<String, Long> byProfile) {

  public BudgetSettings {
    checked(currency);
    byProfile = Map.copyOf(byProfile);
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
    return new BudgetSettings(currency, zone, perDay, ofProfiles);
  }

  /** Whether anything is limited. */
  boolean limited() {
    return perDay > 0 || byProfile.values().stream().anyMatch(most -> most > 0);
  }

  /** When the day began in which this is. */
  Instant dayOf(Instant now) {
    return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
  }
}
