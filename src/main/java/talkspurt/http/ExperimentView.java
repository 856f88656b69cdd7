package talkspurt.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import talkspurt.call.Experiment;
import talkspurt.control.ExperimentFigures;
import talkspurt.control.ExperimentFigures.OfVariant;
import talkspurt.control.ExperimentFigures.Spread;
import talkspurt.control.ExperimentQuery;
import talkspurt.control.Proportions;
import talkspurt.control.Proportions.Interval;

/**
 * What an experiment came to, with what can be said of it.
 *
 * @param running whether calls get variants of it now
 * @param against the variant that the others are held against: the first by name
 * @param note what whoever reads it ought to know
 */
record ExperimentView(
    String name,
    boolean running,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Instant> firstCallAt,
    Optional<Instant> lastCallAt,
    String against,
    List<VariantResults> variants,
    List<Comparison> comparisons,
    String note) {

  private static final String NOTE =
      "Intervals are of 95 % and hold for one look, at a number of calls that was fixed beforehand. Whoever looks again"
          + " and again and stops at the first difference finds one that is not there far more often than in 5 % of"
          + " experiments; and of 20 comparisons of variants that are alike, one differs by chance.";
  private static final int DIGITS = 4;

  /**
   * A variant's calls. Those count that were answered, are over, and got their variant by chance.
   *
   * @param weight absent where it gets no calls now
   * @param calls how many count
   * @param outcomes by kind, such as {@code end-reason}, and name
   */
  record VariantResults(
      String name,
      Optional<Integer> weight,
      long calls,
      long forced,
      long live,
      long unanswered,
      Share failed,
      BigDecimal bargeInsPerCall,
      Optional<Figures> seconds,
      Optional<Figures> responseMs,
      Optional<CostView> costPerCall,
      SortedMap<String, SortedMap<String, Share>> outcomes) {}

  /** How many of the calls that count, and between what and what the true share lies. */
  record Share(long calls, BigDecimal share, BigDecimal low, BigDecimal high) {

    static Share of(long found, long of) {
      Interval interval = Proportions.wilson(found, of);
      return new Share(
          found,
          number(of == 0 ? 0 : (double) found / of),
          number(interval.low()),
          number(interval.high()));
    }
  }

  /** How a figure is spread over calls: their mean, and what half and 95 % of them are below. */
  record Figures(BigDecimal mean, BigDecimal p50, BigDecimal p95) {

    static Figures of(Spread spread) {
      return new Figures(number(spread.mean()), number(spread.p50()), number(spread.p95()));
    }
  }

  /** One outcome of a variant beside that of the variant it is held against. */
  record Comparison(
      String kind,
      String outcome,
      String variant,
      String conclusion,
      BigDecimal difference,
      BigDecimal low,
      BigDecimal high,
      Optional<Long> callsNeeded,
      String verdict) {}

  /**
   * The view.
   *
   * @param running the experiment as it is in force, if it is
   * @param sought which difference of shares is to be found if it is there
   */
  static ExperimentView of(
      ExperimentQuery query,
      Optional<Experiment> running,
      ExperimentFigures figures,
      double sought,
      String currency) {
    SortedMap<String, OfVariant> all = new TreeMap<>(figures.variants());
    running.ifPresent(
        known -> known.weights().keySet().forEach(name -> all.putIfAbsent(name, OfVariant.NONE)));
    return new ExperimentView(
        query.experiment(),
        running.isPresent(),
        query.from(),
        query.to(),
        figures.firstCallAt(),
        figures.lastCallAt(),
        all.firstKey(),
        all.entrySet().stream()
            .map(one -> results(
                one.getKey(),
                running.map(known -> known.weights().get(one.getKey())),
                one.getValue(),
                currency))
            .toList(),
        comparisons(all, sought),
        NOTE);
  }

  private static VariantResults results(
      String name, Optional<Integer> weight, OfVariant calls, String currency) {
    SortedMap<String, SortedMap<String, Share>> outcomes = new TreeMap<>();
    calls
        .outcomes()
        .forEach((kind, counts) -> counts.forEach((outcome, found) -> outcomes
            .computeIfAbsent(kind, first -> new TreeMap<>())
            .put(outcome, Share.of(found.calls(), found.of()))));
    return new VariantResults(
        name,
        weight,
        calls.calls(),
        calls.forced(),
        calls.live(),
        calls.unanswered(),
        Share.of(calls.failed(), calls.calls()),
        number(perCall(calls.bargeIns(), calls)),
        calls.seconds().map(Figures::of),
        calls.responseMs().map(Figures::of),
        CostView.of(currency, Math.round(perCall(calls.cost(), calls))),
        outcomes);
  }

  private static double perCall(long sum, OfVariant calls) {
    return calls.calls() == 0 ? 0 : (double) sum / calls.calls();
  }

  private static List<Comparison> comparisons(SortedMap<String, OfVariant> all, double sought) {
    SortedMap<String, TreeSet<String>> outcomes = new TreeMap<>();
    all.values()
        .forEach(calls -> calls
            .outcomes()
            .forEach((kind, counts) ->
                outcomes.computeIfAbsent(kind, first -> new TreeSet<>()).addAll(counts.keySet())));
    List<Comparison> comparisons = new ArrayList<>();
    for (Map.Entry<String, OfVariant> one : all.entrySet()) {
      if (!one.getKey().equals(all.firstKey())) {
        outcomes.forEach((kind, names) -> names.forEach(
            outcome -> comparisons.add(comparison(kind, outcome, one.getKey(), all, sought))));
      }
    }
    return comparisons;
  }

  private static Comparison comparison(
      String kind,
      String outcome,
      String variant,
      SortedMap<String, OfVariant> all,
      double sought) {
    ExperimentVerdict verdict = ExperimentVerdict.of(
        outcome,
        sample(kind, outcome, variant, all),
        sample(kind, outcome, all.firstKey(), all),
        sought);
    return new Comparison(
        kind,
        outcome,
        variant,
        WireName.of(verdict.conclusion()),
        number(verdict.difference()),
        number(verdict.interval().low()),
        number(verdict.interval().high()),
        verdict.callsNeeded().stream().boxed().findFirst(),
        verdict.verdict());
  }

  private static ExperimentVerdict.Sample sample(
      String kind, String outcome, String variant, SortedMap<String, OfVariant> all) {
    ExperimentFigures.Found found = all.get(variant).found(kind, outcome);
    return new ExperimentVerdict.Sample(variant, found.calls(), found.of());
  }

  private static BigDecimal number(double value) {
    return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
  }
}
