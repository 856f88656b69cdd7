package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;

class CallCostTest {

  private static Spending spent(String provider, long millionths) {
    return new Spending(
        Map.of(provider, new Spending.Spent(millionths, Map.of("characters", millionths * 2))));
  }

  private static CallCost on(String line, long millionths) {
    return CallCost.on(line, spent("voice", millionths));
  }

  @Test
  void linesAreAddedUp() {
    CallCost both = on("A", 30).and(on("B", 12)).and(CallCost.on("B", spent("agent", 5)));
    assertThat(both.millionths()).isEqualTo(47);
    assertThat(both.total().byProvider())
        .isEqualTo(Map.of(
            "voice",
            new Spending.Spent(42, Map.of("characters", 84L)),
            "agent",
            new Spending.Spent(5, Map.of("characters", 10L))));
  }

  @Test
  void whatIsToldLateOrAgainCountsOnceInWhateverOrderItComes() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<String, Long> last = new HashMap<>();
      List<CallCost> told = new ArrayList<>();
      for (int at = 0; at < 30; at++) {
        String line = "line-" + random.nextInt(3);
        String provider = "provider-" + random.nextInt(2);
        long sum = last.merge(line + provider, (long) random.nextInt(1000), Long::sum);
        for (int times = random.nextInt(3); times >= 0; times--) {
          told.add(CallCost.on(line, spent(provider, sum)));
        }
      }
      Collections.shuffle(told, random);
      CallCost cost = told.stream().reduce(CallCost.NONE, CallCost::and);
      assertThat(cost.millionths())
          .isEqualTo(last.values().stream().mapToLong(sum -> sum).sum());
    }
  }

  @Test
  void whatWasCorrectedIsLaterThoughItIsLess() {
    CallCost estimated = on("A", 30);
    CallCost corrected =
        CallCost.on("A", new Spending(spent("voice", 12).byProvider(), AnswerTimes.NONE, 1));
    assertThat(estimated.and(corrected)).isEqualTo(corrected);
    assertThat(corrected.and(estimated)).isEqualTo(corrected);
    assertThat(estimated.unknownTo(corrected)).isEqualTo(CallCost.NONE);
    assertThat(corrected.unknownTo(estimated)).isEqualTo(corrected);
    assertThat(corrected.and(on("B", 5)).total().corrections()).isEqualTo(1);
  }

  @Test
  void timesOfAnswersGrowAsSpendingDoes() {
    CallCost early = CallCost.on("A", new Spending(Map.of(), new AnswerTimes(1, 800)));
    CallCost late = CallCost.on("A", new Spending(Map.of(), new AnswerTimes(3, 2500)));
    CallCost other = CallCost.on("B", new Spending(Map.of(), AnswerTimes.NONE.and(500)));
    assertThat(early.and(late).and(other).and(early).total().answers())
        .isEqualTo(new AnswerTimes(4, 3000));
    assertThat(early.unknownTo(late)).isEqualTo(CallCost.NONE);
    assertThat(late.unknownTo(early)).isEqualTo(late);
  }

  @Test
  void whatIsNewIsToldAlone() {
    CallCost known = on("A", 30).and(on("B", 12));
    assertThat(known.unknownTo(CallCost.NONE)).isEqualTo(known);
    assertThat(on("A", 30).unknownTo(known)).isEqualTo(CallCost.NONE);
    assertThat(on("A", 29).unknownTo(known)).isEqualTo(CallCost.NONE);
    assertThat(on("A", 31).and(on("B", 12)).unknownTo(known)).isEqualTo(on("A", 31));
    assertThat(CallCost.on("A", Spending.NONE)).isEqualTo(CallCost.NONE);
  }

  @Test
  void theLastEventThatCanTakesItAlong() {
    CallState call = CallState.after(CallSamples.speaking());
    CallEvent played = new ReplyPlayed(AT, 1, words("Yes."));
    CallEvent ended = new CallEnded(AT, EndReason.COMPLETED);
    assertThat(on("A", 5).into(List.of(played, ended), call))
        .containsExactly(played, new CallEnded(AT, EndReason.COMPLETED, on("A", 5)));
    CallEvent over = new LongestReached(AT);
    CallEvent goodbye = new GoodbyeBegan(AT, 2);
    assertThat(on("A", 5).into(List.of(over, goodbye), call))
        .containsExactly(new LongestReached(AT, false, on("A", 5)), goodbye);
    CallEvent segment = new SegmentPlayed(AT, 1, words("Yes."));
    assertThat(on("A", 5).into(List.of(segment), call)).containsExactly(segment);
    CallState knows = call.after(new ReplyPlayed(AT, 1, words("Yes."), on("A", 5)));
    assertThat(on("A", 5).into(List.of(ended), knows)).containsExactly(ended);
  }

  @Test
  void everyEventThatTakesItAlongIsCountedInEveryStateItHappensIn() {
    CallState call = CallState.after(CallSamples.speaking());
    CallState more = call.after(new ReplyPlayed(AT, 1, words("Yes."), on("A", 5)));
    assertThat(more.file().tally().cost()).isEqualTo(on("A", 5));
    CallState lost = more.after(
        new CallEvent.LineLost(AT, "A", LineLoss.PEER_CLOSED, Optional.empty(), on("A", 7)));
    CallState ended = lost.after(new CallEnded(AT, EndReason.CALLER_HUNG_UP, on("A", 9)));
    assertThat(ended).isInstanceOf(Ended.class);
    assertThat(ended.file().tally().cost().millionths()).isEqualTo(9);
    CallState greeted = CallState.after(CallSamples.greeting())
        .after(new CallEvent.GreetingPlayed(AT, words("Hello."), on("A", 3)));
    assertThat(greeted.file().tally().cost().millionths()).isEqualTo(3);
    CallState barged = call.after(new CallEvent.CallerInterrupted(AT, 1, 300));
    assertThat(barged
            .after(new CallEvent.FloorYielded(AT, 1, words("Ye"), on("A", 4)))
            .file()
            .tally()
            .cost()
            .millionths())
        .isEqualTo(4);
    assertThat(barged
            .after(new LongestReached(AT, true, on("A", 4)))
            .file()
            .tally()
            .cost())
        .isEqualTo(on("A", 4));
  }

  @Test
  void requestsOfLinesTellIt() {
    CallRequest report = new CallRequest.Report("A", new CallRequest.Fact.Resumed(1));
    assertThat(report.cost()).isEqualTo(CallCost.NONE);
    assertThat(report.spending("A", spent("voice", 3)).cost()).isEqualTo(on("A", 3));
    CallRequest lost = new CallRequest.LoseLine("B", LineLoss.FAILED);
    assertThat(lost.spending("B", spent("voice", 3)).cost()).isEqualTo(on("B", 3));
    CallRequest end = new CallRequest.End(EndReason.COMPLETED);
    assertThat(end.spending("A", spent("voice", 3)).cost()).isEqualTo(on("A", 3));
    CallRequest check = new CallRequest.CheckTime();
    assertThat(check.spending("A", spent("voice", 3))).isEqualTo(check);
  }

  private static Spending.Spent guess(long used, long estimated, String... tariffs) {
    return new Spending.Spent(
        used, Map.of("sound-ms", used), Map.of("sound-ms", estimated), List.of(tariffs));
  }

  @Test
  void whatTheProviderConfirmsLaterIsEstimatedNoMore() {
    Spending.Spent early = guess(100, 40);
    Spending.Spent confirmed = new Spending.Spent(100, Map.of("sound-ms", 100L));
    Spending.Spent more = guess(150, 50, "2026-11-01");
    for (List<Spending.Spent> order : List.of(
        List.of(early, confirmed, more),
        List.of(more, confirmed, early),
        List.of(confirmed, more, early))) {
      assertThat(order.stream().reduce(Spending.Spent::max)).hasValue(more);
    }
    assertThat(early.max(confirmed)).isEqualTo(confirmed);
    assertThat(confirmed.max(early)).isEqualTo(confirmed);
  }

  @Test
  void estimatesAndTariffsOfLinesAddUp() {
    assertThat(guess(100, 40, "2026-11-01", "2026-12-01").plus(guess(7, 7, "2026-11-01")))
        .isEqualTo(guess(107, 47, "2026-11-01", "2026-12-01"));
    assertThat(new Spending.Spent(1, null, null, null))
        .as("stored by an earlier version")
        .isEqualTo(new Spending.Spent(1, Map.of()));
  }
}
