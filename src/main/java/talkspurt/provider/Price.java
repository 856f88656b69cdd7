package talkspurt.provider;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a provider takes for what it is used for, in whatever currency the settings name: a tariff, and those before and
 * after it.
 *
 * @param millionths by unit, in millionths of the currency: for a minute, for one, or for a million of what is
 *     counted; what is not among them costs nothing
 * @param asOf from which day on the tariff holds; empty: it always did
 * @param others tariffs of other days, each alone
 */
public record Price(
    Map<Usage.Unit, Long> millionths, Optional<LocalDate> asOf, List<Price> others) {

  /** How many parts the unit of the currency has in which costs are counted. */
  public static final long PARTS = 1_000_000_000_000L;

  /** It costs nothing, or nobody has said what. */
  public static final Price NONE = new Price(Map.of());

  /** The highest price, in millionths: nobody takes so much. */
  public static final long MOST = 10_000_000_000L;

  public Price {
    for (long price : millionths.values()) {
      if (price < 0 || price > MOST) {
        throw new IllegalArgumentException("price is " + price + "; allowed: 0 to " + MOST);
      }
    }
    millionths = Map.copyOf(millionths);
    others = List.copyOf(others);
  }

  /** One tariff that always holds. */
  public Price(Map<Usage.Unit, Long> millionths) {
    this(millionths, Optional.empty(), List.of());
  }

  /** These prices and one more. */
  public Price and(Usage.Unit unit, long price) {
    Map<Usage.Unit, Long> more = new EnumMap<>(Usage.Unit.class);
    more.putAll(millionths);
    more.put(unit, price);
    return new Price(more, asOf, others);
  }

  /** The same tariff, which holds from this day on. */
  public Price asOf(LocalDate day) {
    return new Price(millionths, Optional.of(day), others);
  }

  /** The same tariff, beside those of other days. */
  public Price beside(List<Price> tariffs) {
    return new Price(millionths, asOf, tariffs);
  }

  /** All tariffs, each alone, from the first day on. */
  public List<Price> tariffs() {
    return Stream.concat(Stream.of(new Price(millionths, asOf, List.of())), others.stream())
        .sorted(Comparator.comparing(Price::from))
        .toList();
  }

  /** The tariff that holds on a day, alone; before all of them the first. */
  public Price on(LocalDate day) {
    List<Price> all = tariffs();
    Price holds = all.get(0);
    for (Price next : all) {
      holds = next.from().isAfter(day) ? holds : next;
    }
    return holds;
  }

  /** Whether any of the tariffs has a price for this unit. */
  public boolean knows(Usage.Unit unit) {
    return millionths.containsKey(unit) || others.stream().anyMatch(other -> other.knows(unit));
  }

  /** All tariffs, with the prices of one unit alone. */
  public Price only(Usage.Unit unit) {
    return new Price(
        millionths.containsKey(unit) ? Map.of(unit, millionths.get(unit)) : Map.of(),
        asOf,
        others.stream().map(other -> other.only(unit)).toList());
  }

  private LocalDate from() {
    return asOf.orElse(LocalDate.MIN);
  }

  /**
   * What this costs by this tariff, in {@link #PARTS}; so small that sums of it do not depend on how it was split.
   */
  public long of(Usage usage) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Usage.Unit, Long> used : usage.amounts().entrySet()) {
      long price = millionths.getOrDefault(used.getKey(), 0L);
      BigInteger parts = BigInteger.valueOf(price)
          .multiply(BigInteger.valueOf(used.getValue()))
          .multiply(BigInteger.valueOf(1_000_000));
      sum = sum.add(new BigDecimal(parts)
          .divide(new BigDecimal(used.getKey().priced()), 0, RoundingMode.HALF_UP)
          .toBigInteger());
    }
    return sum.bitLength() < Long.SIZE ? sum.longValue() : Long.MAX_VALUE;
  }
}
