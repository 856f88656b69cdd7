package talkspurt.boot.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import talkspurt.control.BudgetPeriod;
import talkspurt.control.BudgetSettings;

/** Reads what calls may cost: one call, and those of a day. */
final class BudgetReader {

  static final String BUDGET = "budget";

  private static final String PER_CALL = "per-call";
  private static final String PER_DAY = "per-day";
  private static final String PER_MONTH = "per-month";

  private BudgetReader() {}

  /** What all calls of a day may cost, and in what currency. */
  static BudgetSettings settings(ConfigSection root) {
    ConfigSection budget = root.section("calls").section(BUDGET);
    String currency = root.section("prices").check(BudgetReader::currency);
    return budget.check(
        block -> new BudgetSettings(currency, zone(block), amount(block, PER_DAY), Map.of()));
  }

  /** What all calls of a month may cost. */
  static BudgetSettings month(ConfigSection root) {
    BudgetSettings day = settings(root);
    return root.section("calls")
        .section(BUDGET)
        .check(block -> new BudgetSettings(
            day.currency(), day.zone(), BudgetPeriod.MONTH, amount(block, PER_MONTH), Map.of()));
  }

  private static String currency(ConfigSection prices) {
    String currency = prices.text("currency");
    return BudgetSettings.checked(currency);
  }

  private static ZoneId zone(ConfigSection budget) {
    String zone = budget.text("zone");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "zone is '" + zone + "'; allowed: a time zone, such as UTC or Europe/Berlin", unknown);
    }
  }

  /**
   * What one call of a profile may cost, in millionths; 0 for no limit.
   *
   * @param calls what holds where the profile says nothing
   */
  static long perCall(ConfigSection profile, ConfigSection calls) {
    ConfigSection own = own(profile);
    return own.has(PER_CALL)
        ? own.check(block -> amount(block, PER_CALL))
        : calls.section(BUDGET).check(block -> amount(block, PER_CALL));
  }

  /** What calls of a profile may cost in a day, in millionths; 0 for no limit. */
  static long perDay(ConfigSection profile) {
    return own(profile).check(block -> block.has(PER_DAY) ? amount(block, PER_DAY) : 0L);
  }

  /** The same in a month. */
  static long perMonth(ConfigSection profile) {
    return own(profile).check(block -> block.has(PER_MONTH) ? amount(block, PER_MONTH) : 0L);
  }

  private static ConfigSection own(ConfigSection profile) {
    return profile.sectionOrNothing(BUDGET).only(PER_CALL, PER_DAY, PER_MONTH);
  }

  private static long amount(ConfigSection block, String key) {
    return Money.millionths(block, key, Money.MOST);
  }
}
