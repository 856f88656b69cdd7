package talkspurt.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import talkspurt.outbound.OutboundState.Answered;
import talkspurt.outbound.OutboundState.Cancelling;
import talkspurt.outbound.OutboundState.Claimed;
import talkspurt.outbound.OutboundState.Doubtful;
import talkspurt.outbound.OutboundState.Over;
import talkspurt.outbound.OutboundState.Refused;
import talkspurt.outbound.OutboundState.Waiting;
import talkspurt.outbound.RetryPlan.Retry;

class OutboundCallTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final RetryPlan PLAN = new RetryPlan(
      3, Map.of(DialOutcome.BUSY, new Retry(9, Duration.ofMinutes(1), 1, Duration.ofMinutes(1))));

  private static final List<OutboundState> STATES = List.of(
      new Waiting(NOW),
      new Claimed(NOW),
      new Cancelling(NOW),
      new Doubtful(NOW),
      new Answered(NOW),
      new Over(DialOutcome.BUSY),
      new Refused(DialVerdict.Ban.DO_NOT_CALL));

  private record Request(
      String name,
      java.util.function.Function<OutboundCall, Optional<OutboundCall>> ask,
      String granted) {}

  /** Each state and each request: what is granted, and everything else refused. */
  @TestFactory
  Stream<DynamicTest> everyStateGrantsOrRefusesEachRequest() {
    List<Request> requests = List.of(
        new Request("claim", c -> c.claim(NOW), "Waiting>Claimed"),
        new Request("claim early", c -> c.claim(NOW.minusMillis(1)), ""),
        new Request("put off", c -> c.putOff(NOW), "Waiting>Waiting"),
        new Request("refuse", c -> c.refuse(DialVerdict.Ban.WINDOW_OVER), "Waiting>Refused"),
        new Request("abandoned", c -> c.abandoned(NOW), "Claimed>Doubtful Cancelling>Doubtful"),
        new Request(
            "answered",
            c -> c.answered(1, NOW),
            "Claimed>Answered Cancelling>Answered Doubtful>Answered"),
        new Request("answered, another attempt", c -> c.answered(2, NOW), ""),
        new Request(
            "busy",
            c -> c.ended(1, DialOutcome.BUSY, NOW, PLAN),
            "Claimed>Waiting Cancelling>Over Doubtful>Waiting Answered>Waiting"),
        new Request(
            "unknown",
            c -> c.ended(1, DialOutcome.UNKNOWN, NOW, PLAN),
            "Claimed>Over Cancelling>Over Doubtful>Over Answered>Over"),
        new Request("busy, another attempt", c -> c.ended(2, DialOutcome.BUSY, NOW, PLAN), ""),
        new Request("cancel", c -> c.cancel(NOW), "Waiting>Over Claimed>Cancelling"));
    assertThat(STATES).hasSameSizeAs(OutboundState.class.getPermittedSubclasses());
    return requests.stream()
        .map(request -> DynamicTest.dynamicTest(request.name, () -> {
          List<String> granted = new ArrayList<>();
          for (OutboundState state : STATES) {
            request
                .ask
                .apply(new OutboundCall(state, List.of()))
                .ifPresent(next -> granted.add(state.getClass().getSimpleName() + ">"
                    + next.state().getClass().getSimpleName()));
          }
          assertThat(granted)
              .containsExactlyInAnyOrder(
                  request.granted.isEmpty() ? new String[0] : request.granted.split(" "));
        }));
  }

  @Test
  void attemptsFollowThePlanAndAreKept() {
    OutboundCall call = OutboundCall.due(NOW).claim(NOW).orElseThrow();
    call = call.ended(1, DialOutcome.BUSY, NOW, PLAN).orElseThrow();
    assertThat(call.state()).isEqualTo(new Waiting(NOW.plusSeconds(60)));
    assertThat(call.attempt()).isEqualTo(2);
    assertThat(call.ended(1, DialOutcome.BUSY, NOW, PLAN)).isEmpty();
    call = call.claim(NOW.plusSeconds(60)).orElseThrow();
    call = call.ended(2, DialOutcome.REJECTED, NOW.plusSeconds(70), PLAN).orElseThrow();
    assertThat(call.state()).isEqualTo(new Over(DialOutcome.REJECTED));
    assertThat(call.attempts())
        .extracting(RetryPlan.Attempt::outcome)
        .containsExactly(DialOutcome.BUSY, DialOutcome.REJECTED);
  }

  /**
   * Workers that are killed at any step, two at a time where one believes the other dead, over a store that compares and
   * sets: each attempt is dialled at most once.
   */
  @Test
  void noAttemptIsDialledTwiceWhoeverIsKilled() {
    Random random = new Random(19);
    int dials = 0;
    for (int round = 0; round < 20_000; round++) {
      OutboundCall stored = OutboundCall.due(NOW);
      Set<Integer> dialled = new HashSet<>();
      OutboundCall[] read = {stored, stored};
      boolean[] claimed = new boolean[2];
      for (int step = 0; step < 30; step++) {
        int worker = random.nextInt(2);
        Instant now = NOW.plusSeconds(61L * step);
        OutboundCall mine = read[worker];
        Optional<OutboundCall> next = Optional.empty();
        switch (random.nextInt(6)) {
          case 0 -> { // killed and started again
            read[worker] = stored;
            claimed[worker] = false;
          }
          case 1 -> next = mine.claim(now);
          case 2 -> {
            if (claimed[worker]) {
              assertThat(dialled.add(mine.attempt())).isTrue();
              claimed[worker] = false;
              dials++;
            }
          }
          case 3 -> next = mine.abandoned(now);
          case 4 ->
            next = mine.ended(mine.attempt(), DialOutcome.values()[random.nextInt(10)], now, PLAN);
          default -> next = random.nextInt(4) == 0 ? mine.cancel(now) : Optional.empty();
        }
        if (next.isPresent() && stored.equals(mine)) {
          claimed[worker] = next.get().state() instanceof Claimed;
          stored = next.get();
          read[worker] = stored;
        }
      }
    }
    assertThat(dials).isGreaterThan(2_000);
  }
}
