package talkspurt.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.call.Spending;

/**
 * What a call has cost.
 *
 * @param currency that of the settings
 * @param amount all of it
 * @param estimated true where providers have not told all of what was used, and we counted or estimated it; else absent
 * @param providers who was paid for what, by name; absent in lists
 * @param byTurn what the call had cost by the end of each turn, as far as that was told; absent in lists
 */
record CostView(
    String currency,
    BigDecimal amount,
    Optional<Boolean> estimated,
    Optional<SortedMap<String, Paid>> providers,
    Optional<SortedMap<Integer, BigDecimal>> byTurn) {

  private static final int DIGITS = 6;

  /**
   * What one provider was paid.
   *
   * @param used what of it was used, by units; absent where it tells nothing
   * @param estimated how much of that it has not told; absent where it told all
   * @param tariffs from which days on the tariffs hold by which it was paid; absent where they have no dates
   */
  record Paid(
      BigDecimal amount,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Long> used,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Long> estimated,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tariffs) {

    static Paid of(Spending.Spent spent) {
      return new Paid(
          CostView.amount(spent.millionths()),
          new TreeMap<>(spent.used()),
          new TreeMap<>(spent.estimated()),
          spent.tariffs());
    }
  }

  /** Empty where nothing was used. */
  static Optional<CostView> of(
      String currency, Spending spending, SortedMap<Integer, Long> byTurn) {
    if (spending.byProvider().isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, Paid> paid = new TreeMap<>();
    spending.byProvider().forEach((name, spent) -> paid.put(name, Paid.of(spent)));
    boolean guessed = spending.byProvider().values().stream()
        .anyMatch(spent -> !spent.estimated().isEmpty());
    return Optional.of(new CostView(
        currency,
        amount(spending.millionths()),
        guessed ? Optional.of(true) : Optional.empty(),
        Optional.of(paid),
        Optional.of(amounts(byTurn)).filter(turns -> !turns.isEmpty())));
  }

  /** Empty where nothing was paid. */
  static Optional<CostView> of(String currency, long millionths) {
    return millionths == 0
        ? Optional.empty()
        : Optional.of(new CostView(
            currency, amount(millionths), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static SortedMap<Integer, BigDecimal> amounts(SortedMap<Integer, Long> byTurn) {
    SortedMap<Integer, BigDecimal> amounts = new TreeMap<>();
    byTurn.forEach((turn, millionths) -> amounts.put(turn, amount(millionths)));
    return amounts;
  }

  static BigDecimal amount(long millionths) {
    return BigDecimal.valueOf(millionths, DIGITS);
  }
}
