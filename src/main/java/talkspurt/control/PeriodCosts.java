package talkspurt.control;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What calls of a day, or a month, have cost, of all nodes, against what they may cost. A call belongs to that in
 * which it became known. It has no clock and asks nobody. Thread-safe.
 */
final class PeriodCosts {

  /** Stands for all profiles, which no profile can be called. */
  static final String ALL = "*";

  /** When so much of a budget is used up, it is told. */
  static final List<Integer> TOLD_AT_PERCENT = List.of(80, 100);

  private BudgetSettings budgets;
  private Instant begin = Instant.MIN;
  private Map<String, Long> byProfile = Map.of();
  private final Set<BudgetReached> told = new HashSet<>();

  /** Nothing is known to have cost anything. */
  PeriodCosts(BudgetSettings budgets) {
    this.budgets = budgets;
  }

  /** Other budgets are in force. */
  synchronized void budgets(BudgetSettings others) {
    budgets = others;
  }

  /**
   * So much has been spent in this period by now, in millionths.
   *
   * @param from when it began
   * @return what of budgets is used up, and was not told yet
   */
  synchronized List<BudgetReached> spent(Instant from, Map<String, Long> costs) {
    if (!from.equals(begin)) {
      begin = from;
      told.clear();
    }
    byProfile = Map.copyOf(costs);
    return Stream.concat(Stream.of(ALL), budgets.byProfile().keySet().stream().sorted())
        .flatMap(name -> TOLD_AT_PERCENT.stream()
            .filter(percent -> used(name) * 100 >= percent)
            .map(percent -> new BudgetReached(name, percent)))
        .filter(reached -> !told.contains(reached))
        .toList();
  }

  /** That is told, for the period that began then. */
  synchronized void told(Instant from, BudgetReached reached) {
    if (from.equals(begin)) {
      told.add(reached);
    }
  }

  /** Whether calls of a profile may cost nothing more in the period that began then. */
  synchronized boolean usedUp(String profile, Instant beginNow) {
    return beginNow.equals(begin) && (used(ALL) >= 1 || used(profile) >= 1);
  }

  /** How much of the budget is used up: 1 for all of it; 0 where there is none. */
  synchronized double used(String profile) {
    long most = most(profile);
    return most == 0 ? 0 : (double) spent(profile) / most;
  }

  /** What may be spent, in millionths; 0 for no limit. */
  synchronized long most(String profile) {
    return profile.equals(ALL) ? budgets.most() : budgets.byProfile().getOrDefault(profile, 0L);
  }

  /** What was spent, in millionths. */
  synchronized long spent(String profile) {
    return profile.equals(ALL)
        ? byProfile.values().stream().mapToLong(cost -> cost).sum()
        : byProfile.getOrDefault(profile, 0L);
  }
}
