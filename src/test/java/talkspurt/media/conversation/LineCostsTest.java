package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Spending;
import talkspurt.provider.Price;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageCount;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.Metrics;

class LineCostsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Price VOICE = Price.NONE.and(Unit.CHARACTERS, 15_000_000);

  private final Metrics metrics = new Metrics();
  private final LineCosts costs = new LineCosts(metrics.calls(), LocalDate.EPOCH);

  private double counted() {
    return metrics.registry().scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals("talkspurt_cost"))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .filter(point -> point.getLabels().get("profile").equals("sales"))
        .mapToDouble(point -> point.getValue())
        .sum();
  }

  @Test
  void whatProvidersUseIsSummedUpByTheirNames() {
    costs.use("sales", Map.of(), 0);
    UsageMeter voice = costs.of("openai", VOICE);
    voice.used(UsageMeter.Used.unpriced(Usage.of(Unit.CHARACTERS, 100)));
    voice.used(UsageMeter.Used.unpriced(Usage.of(Unit.CHARACTERS, 20)));
    costs.of("vosk", Price.NONE).used(UsageMeter.Used.unpriced(Usage.of(Unit.SOUND_MS, 1500)));
    assertThat(costs.spending(0))
        .isEqualTo(new Spending(Map.of(
            "openai",
            new Spending.Spent(1800, Map.of("characters", 120L)),
            "vosk",
            new Spending.Spent(0, Map.of("sound-ms", 1500L)))));
    assertThat(counted()).isEqualTo(0.0018);
  }

  @Test
  void answersAreCountedWithTheirTimes() {
    costs.answered(812 * SECOND / 1000);
    costs.answered(1100 * SECOND / 1000 + 999_999);
    assertThat(costs.spending(0)).isEqualTo(new Spending(Map.of(), new AnswerTimes(2, 1912)));
  }

  @Test
  void aSumDoesNotDependOnThePieces() {
    Random random = new Random(18);
    Price price = Price.NONE.and(Unit.SOUND_MS, 4301).and(Unit.OUTPUT_TOKENS, 600_001);
    long ms = 0;
    long tokens = 0;
    for (int piece = 0; piece < 5000; piece++) {
      int heard = random.nextInt(40);
      int written = random.nextInt(3);
      ms += heard;
      tokens += written;
      costs
          .of("one", price)
          .used(UsageMeter.Used.unpriced(
              Usage.of(Unit.SOUND_MS, heard).and(Unit.OUTPUT_TOKENS, written)));
    }
    long whole = price.of(Usage.of(Unit.SOUND_MS, ms).and(Unit.OUTPUT_TOKENS, tokens));
    assertThat(costs.spending(0).millionths())
        .isBetween(whole / 1_000_000 - 1, whole / 1_000_000 + 1);
  }

  @Test
  void timeIsPaidFromTheProfileToTheEndOfTheLine() {
    Map<String, Price> webhook = Map.of("webhook", Price.NONE.and(Unit.SOUND_MS, 60_000));
    costs.use("sales", webhook, 5 * SECOND);
    assertThat(costs.spending(5 * SECOND)).isEqualTo(Spending.NONE);
    assertThat(costs.spending(35 * SECOND).millionths()).isEqualTo(30_000);
    assertThat(costs.spending(35 * SECOND).millionths()).isEqualTo(30_000);
    costs.use("other", webhook, 45 * SECOND);
    assertThat(counted()).isEqualTo(0.04);
    costs.over(65 * SECOND);
    assertThat(costs.spending(100 * SECOND).millionths()).isEqualTo(60_000);
  }

  @Test
  void whatAProviderTellsTakesThePlaceOfWhatWasEstimated() {
    costs.use("sales", Map.of(), 0);
    UsageCount text = new UsageCount(costs.of("voice", VOICE));
    text.estimate(Unit.CHARACTERS, 1000);
    assertThat(costs.spending(0))
        .isEqualTo(new Spending(Map.of(
            "voice",
            new Spending.Spent(
                15_000, Map.of("characters", 1000L), Map.of("characters", 1000L), List.of()))));
    text.told(Unit.CHARACTERS, 400);
    Spending told = new Spending(
        Map.of("voice", new Spending.Spent(6000, Map.of("characters", 400L))), AnswerTimes.NONE, 1);
    assertThat(costs.spending(0)).isEqualTo(told);
    assertThat(counted()).as("what is counted only grows").isEqualTo(0.015);
    costs.of("voice", VOICE).told(Unit.CHARACTERS, 700);
    assertThat(costs.spending(0).millionths()).isEqualTo(16_500);
    assertThat(counted()).isEqualTo(0.0165);
  }

  @Test
  void whatWasSpentIsToldAtOnceWhenTheLineIsGoneAndWhenThereIsNews() {
    List<Spending> told = new ArrayList<>();
    UsageMeter voice = costs.of("voice", VOICE);
    voice.used(UsageMeter.Used.unpriced(Usage.of(Unit.CHARACTERS, 100)));
    assertThat(told).isEmpty();
    costs.closed(told::add);
    assertThat(told).extracting(Spending::millionths).containsExactly(1500L);
    voice.used(UsageMeter.Used.unpriced(Usage.of(Unit.CHARACTERS, 20)));
    assertThat(told).extracting(Spending::millionths).containsExactly(1500L, 1800L);
  }

  @Test
  void ofALineOnWhichNothingWasSpentNothingIsTold() {
    List<Spending> told = new ArrayList<>();
    costs.closed(told::add);
    assertThat(told).isEmpty();
  }

  @Test
  void noSumOverflows() {
    UsageMeter dear = costs.of("x", Price.NONE.and(Unit.CHARACTERS, Price.MOST));
    for (int at = 0; at < 1000; at++) {
      dear.used(UsageMeter.Used.unpriced(Usage.of(Unit.CHARACTERS, Usage.MOST)));
    }
    assertThat(costs.spending(0).millionths()).isGreaterThan(Long.MAX_VALUE / 1_000_001);
  }
}
