package talkspurt.control;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import talkspurt.call.Spending.Spent;
import talkspurt.control.CostQuery.By;

/** Adds up what calls have cost, one row after the other: it holds as much as there are groups. Not thread-safe. */
final class CostSums {

  private static final Spent NOTHING = new Spent(0, Map.of());

  /** Of one group, so far. */
  private static final class Sum {
    private long calls;
    private Spent spent = NOTHING;
  }

  private final By by;
  private final ZoneId zone;
  private final Sum total = new Sum();
  private final SortedMap<String, Sum> groups = new TreeMap<>();

  /** @param zone where a day begins and ends */
  CostSums(By by, ZoneId zone) {
    this.by = by;
    this.zone = zone;
  }

  /**
   * A call.
   *
   * @param millionths what all of it cost
   */
  void call(Instant registeredAt, String profile, long millionths) {
    count(total, millionths);
    if (by != By.PROVIDER) {
      count(group(registeredAt, profile, ""), millionths);
    }
  }

  /**
   * What a provider was paid in a call that was told.
   *
   * @param again whether it is told of the same call again
   */
  void paid(Instant registeredAt, String profile, String provider, Spent spent, boolean again) {
    Sum group = group(registeredAt, profile, provider);
    boolean ofProvider = by == By.PROVIDER;
    group.calls += ofProvider && !again ? 1 : 0;
    Spent counted = ofProvider ? spent : withoutAmount(spent);
    group.spent = group.spent.plus(counted);
    total.spent = total.spent.plus(withoutAmount(spent));
  }

  /** What it cost is known by the call, which may be of a time when it was not told who was paid. */
  private static Spent withoutAmount(Spent spent) {
    return new Spent(0, spent.used(), spent.estimated(), spent.tariffs());
  }

  private static void count(Sum sum, long millionths) {
    sum.calls++;
    sum.spent = sum.spent.plus(new Spent(millionths, Map.of()));
  }

  private Sum group(Instant registeredAt, String profile, String provider) {
    Supplier<String> day = () -> registeredAt.atZone(zone).toLocalDate().toString();
    String name = switch (by) {
      case DAY -> day.get();
      case PROFILE -> profile;
      case PROVIDER -> provider;
    };
    return groups.computeIfAbsent(name, any -> new Sum());
  }

  /** All that was told. */
  CostReport report() {
    SortedMap<String, CostReport.Group> all = new TreeMap<>();
    groups.forEach((name, sum) -> all.put(name, new CostReport.Group(sum.calls, sum.spent)));
    return new CostReport(new CostReport.Group(total.calls, total.spent), all);
  }
}
