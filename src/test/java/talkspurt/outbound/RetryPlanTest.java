package talkspurt.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.outbound.RetryPlan.Attempt;
import talkspurt.outbound.RetryPlan.Retry;

class RetryPlanTest {

  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final RetryPlan PLAN = new RetryPlan(
      5,
      Map.of(
          DialOutcome.BUSY, new Retry(3, Duration.ofMinutes(5), 2, Duration.ofMinutes(15)),
          DialOutcome.NO_ANSWER, new Retry(2, Duration.ofHours(2), 1, Duration.ofHours(2))));

  private static List<Attempt> attempts(String outcomes) {
    List<Attempt> attempts = new ArrayList<>();
    Stream.of(outcomes.split(" "))
        .forEach(name -> attempts.add(new Attempt(
            DialOutcome.of(name).orElseThrow(), NOON.plusSeconds(60L * attempts.size()))));
    return attempts;
  }

  @ParameterizedTest(name = "after {0}: {1} minutes")
  @CsvSource({
    "busy, 5",
    "busy busy, 10",
    "busy busy busy, 15", // not 20
    "busy busy busy busy, never",
    "no-answer, 120",
    "no-answer busy, 5", // the first of its kind
    "no-answer busy no-answer, 120",
    "no-answer busy no-answer no-answer, never",
    "busy no-answer busy no-answer, 120",
    "busy no-answer busy no-answer busy, never", // the fifth of five
    "answered, never",
    "busy answered, never",
    "busy congestion, never",
    "unknown, never",
  })
  void waitsByWhatCame(String outcomes, String minutes) {
    List<Attempt> attempts = attempts(outcomes);
    Instant last = attempts.get(attempts.size() - 1).at();
    if (minutes.equals("never")) {
      assertThat(PLAN.next(attempts)).isEmpty();
    } else {
      assertThat(PLAN.next(attempts))
          .contains(last.plus(Duration.ofMinutes(Long.parseLong(minutes))));
    }
  }

  @ParameterizedTest
  @EnumSource(DialOutcome.class)
  void onlyWhoWasNotReachedMayBeTriedAgain(DialOutcome outcome) {
    Map<DialOutcome, Retry> after =
        Map.of(outcome, new Retry(1, Duration.ofMinutes(1), 1, Duration.ofMinutes(1)));
    boolean allowed =
        List.of("busy", "no-answer", "congestion", "machine").contains(outcome.wire());
    if (allowed) {
      assertThat(new RetryPlan(2, after).after()).containsKey(outcome);
    } else {
      assertThatThrownBy(() -> new RetryPlan(2, after))
          .hasMessage("no further attempt can follow " + outcome.wire());
    }
  }

  @Test
  void aWaitNeverOverflows() {
    Retry steep = new Retry(50, Duration.ofSeconds(1), 10, Duration.ofDays(30));
    assertThat(steep.wait(50)).isEqualTo(Duration.ofDays(30));
    assertThatThrownBy(() -> new Retry(1, Duration.ofSeconds(1), Double.NaN, Duration.ofDays(1)))
        .hasMessage("factor is NaN; allowed: 1 to 10");
    assertThatThrownBy(() -> new Retry(1, Duration.ofHours(1), 1, Duration.ofMinutes(1)))
        .hasMessageContaining("longest is 60000 ms");
  }

  @ParameterizedTest
  @CsvSource({
    "17, busy",
    "16, no-answer",
    "18, no-answer",
    "19, no-answer",
    "20, no-answer",
    "102, no-answer",
    "34, congestion",
    "38, congestion",
    "41, congestion",
    "42, congestion",
    "44, congestion",
    "46, congestion",
    "47, congestion",
    "21, rejected",
    "55, rejected",
    "57, rejected",
    "1, no-such-number",
    "2, no-such-number",
    "3, no-such-number",
    "22, no-such-number",
    "28, no-such-number",
    "0, failed",
    "27, failed",
    "88, failed",
    "127, failed",
  })
  void causesOfTheNetworkAreTold(int q850, String outcome) {
    assertThat(new ReleaseCause(q850, "").outcome().wire()).isEqualTo(outcome);
  }

  @Test
  void aCauseIsOneOfQ850() {
    assertThatThrownBy(() -> new ReleaseCause(128, ""))
        .hasMessage("Q.850 cause 128; allowed: 0 to 127");
    assertThat(DialOutcome.of("nobody")).isEmpty();
  }
}
