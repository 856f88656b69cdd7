package talkspurt.control;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What calls of a day have cost, of all nodes, against what they may cost. A call belongs to the day in
 * which it became known. It has no clock and asks nobody. Thread-safe.
 */
final class DayCosts {

  /** Stands for all profiles, which no profile can be called. */
  static final String ALL = "*";

  /** When so much of a day's budget is used up, it is told. */
  static final int TOLD_AT_PERCENT = 80;

  private BudgetSettings budgets;
  private Instant day = Instant.MIN;
  private Map<String, Long> byProfile = Map.of();
  private final Set<String> toldOf = new HashSet<>();

  /** Nothing is known to have cost anything. */
  DayCosts(BudgetSettings budgets) {
    this.budgets = budgets;
  }

  /** Other budgets are in force. */
  synchronized void budgets(BudgetSettings others) {
    budgets = others;
  }

  /**
   * So much has been spent in this day by now, in millionths.
   *
   * @param from when the day began
   * @return the profiles of which so much of the budget is used up that it is to be told, each once a day
   */
  synchronized Set<String> spent(Instant from, Map<String, Long> costs) {
    if (!from.equals(day)) {
      day = from;
      toldOf.clear();
    }
    byProfile = Map.copyOf(costs);
    Set<String> news = new HashSet<>();
    for (String name : budgets.byProfile().keySet()) {
      note(name, news);
    }
    note(ALL, news);
    return news;
  }

  private void note(String name, Set<String> news) {
    if (used(name) * 100 >= TOLD_AT_PERCENT && toldOf.add(name)) {
      news.add(name);
    }
  }

  /** Whether calls of a profile may cost nothing more in this day. */
  synchronized boolean usedUp(String profile, Instant dayNow) {
    return dayNow.equals(day) && (used(ALL) >= 1 || used(profile) >= 1);
  }

  /** How much of the budget is used up: 1 for all of it; 0 where there is none. */
  synchronized double used(String profile) {
    long most = most(profile);
    return most == 0 ? 0 : (double) spent(profile) / most;
  }

  /** What may be spent, in millionths; 0: any amount. */
  synchronized long most(String profile) {
    return profile.equals(ALL) ? budgets.perDay() : budgets.byProfile().getOrDefault(profile, 0L);
  }

  /** What was spent, in millionths. */
  synchronized long spent(String profile) {
    return profile.equals(ALL)
        ? byProfile.values().stream().mapToLong(cost -> cost).sum()
        : byProfile.getOrDefault(profile, 0L);
  }
}
