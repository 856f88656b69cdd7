package talkspurt.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter.Source;
import talkspurt.provider.UsageMeter.Used;

/** What one provider was used for, and what that cost, added up. Not thread-safe. */
public final class UsageAccount {

  private static final BigDecimal PARTS_PER_MILLIONTH = new BigDecimal(Price.PARTS / 1_000_000);

  private final Map<Unit, Long> used = new EnumMap<>(Unit.class);
  private final Map<Unit, Long> estimated = new EnumMap<>(Unit.class);
  private final SortedSet<String> tariffs = new TreeSet<>();
  private long parts;

  /** This was used, too. */
  public void add(Used more) {
    long sum = parts + more.parts();
    parts = more.parts() > 0 && sum < 0 ? Long.MAX_VALUE : Math.max(0, sum);
    more.instead().amounts().forEach((unit, amount) -> {
      less(used, unit, amount);
      less(estimated, unit, amount);
    });
    more.usage().amounts().forEach((unit, amount) -> count(unit, amount, more.source()));
    if (more.parts() != 0) {
      more.tariff().map(LocalDate::toString).ifPresent(tariffs::add);
    }
  }

  private void count(Unit unit, long amount, Source source) {
    used.merge(unit, amount, Long::sum);
    if (source == Source.ESTIMATED) {
      estimated.merge(unit, amount, Long::sum);
    }
  }

  private static void less(Map<Unit, Long> amounts, Unit unit, long amount) {
    amounts.computeIfPresent(unit, (any, left) -> left > amount ? left - amount : null);
  }

  /** What it cost, in {@link Price#PARTS} of the currency. */
  public long parts() {
    return parts;
  }

  /** What it cost, in millionths of the currency: rounded once, of the whole, so it does not matter in how many pieces it came. */
  public long millionths() {
    return BigDecimal.valueOf(parts)
        .divide(PARTS_PER_MILLIONTH, 0, RoundingMode.HALF_UP)
        .longValue();
  }

  /** How much was used, by units such as {@code characters}. */
  public Map<String, Long> used() {
    return labelled(used);
  }

  /** How much of that the provider has not told. */
  public Map<String, Long> estimated() {
    return labelled(estimated);
  }

  /** From which days on the tariffs hold by which it cost that. */
  public List<String> tariffs() {
    return List.copyOf(tariffs);
  }

  private static Map<String, Long> labelled(Map<Unit, Long> amounts) {
    Map<String, Long> all = new TreeMap<>();
    amounts.forEach((unit, amount) -> all.put(unit.label(), amount));
    return all;
  }
}
