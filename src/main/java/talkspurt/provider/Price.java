package talkspurt.provider;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a provider takes for what it is used for, in whatever currency the settings name.
 *
 * @param millionths by unit, in millionths of the currency: for a minute, or for a million of what is
 *     counted; what is not among them costs nothing
 */
public record Price(Map<Usage.Unit, Long> millionths) {

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
  }

  /** These prices and one more. */
  public Price and(Usage.Unit unit, long price) {
    Map<Usage.Unit, Long> more = new EnumMap<>(Usage.Unit.class);
    more.putAll(millionths);
    more.put(unit, price);
    return new Price(more);
  }

  /** What this costs, in {@link #PARTS}; so small that sums of it do not depend on how it was split. */
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
