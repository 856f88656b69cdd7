package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.EarlierCalls;
import talkspurt.call.PhoneNumber;
import talkspurt.fake.LogTrap;

class EarlierCallsLookupTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final PhoneNumber CALLER = new PhoneNumber("+49 170 1234567");
  private static final EarlierCalls THREE =
      new EarlierCalls(true, 3, Optional.of(NOW), "the caller hung up");

  private final List<String> asked = new ArrayList<>();
  private final List<CompletableFuture<EarlierCalls>> answers = new ArrayList<>();

  private EarlierCallsLookup lookup(Duration timeout) {
    return new EarlierCallsLookup(
        this::find, new EarlierSettings(90, timeout), InstantSource.fixed(NOW), Runnable::run);
  }

  private CompletionStage<EarlierCalls> find(String digits, UUID callId, Instant since) {
    asked.add(digits + " " + callId + " " + since);
    CompletableFuture<EarlierCalls> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  @Test
  void asksForTheDigitsAsFarBackAsSet() {
    CompletionStage<EarlierCalls> told = lookup(Duration.ofSeconds(2)).of(ID, CALLER);
    assertThat(asked).containsExactly("491701234567 " + ID + " 2026-09-01T10:00:00Z");
    answers.get(0).complete(THREE);
    assertThat(told).isCompletedWithValue(THREE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anonymous", "0000000", "sip:1234567@host"})
  void aHiddenNumberHasNone(String caller) {
    assertThat(lookup(Duration.ofSeconds(2)).of(ID, new PhoneNumber(caller)))
        .isCompletedWithValue(EarlierCalls.UNKNOWN);
    assertThat(asked).isEmpty();
  }

  @Test
  void aFaultOfTheDatabaseIsToldAndNobodyFails() {
    EarlierCallsLookup lookup = lookup(Duration.ofSeconds(2));
    try (LogTrap log = new LogTrap()) {
      CompletionStage<EarlierCalls> told = lookup.of(ID, CALLER);
      answers.get(0).completeExceptionally(new IllegalStateException("gone"));
      assertThat(told).isCompletedWithValue(EarlierCalls.UNKNOWN);
      assertThat(log.beginning("call " + ID + ": its earlier calls are not known"))
          .hasSize(1)
          .allSatisfy(line -> assertThat(line).doesNotContain("4567"));
    }
  }

  @Test
  void aCallStartWaitsNoLongerThanSet() {
    EarlierCallsLookup lookup = lookup(Duration.ofMillis(10));
    try (LogTrap log = new LogTrap()) {
      CompletionStage<EarlierCalls> told = lookup.of(ID, CALLER);
      assertThat(told.toCompletableFuture().join()).isEqualTo(EarlierCalls.UNKNOWN);
      assertThat(log.beginning("call " + ID))
          .singleElement()
          .asString()
          .contains("no answer within 10 ms");
    }
  }

  @Test
  void noMoreAreAskedAtTheSameTimeThanTheDatabaseBears() {
    EarlierCallsLookup lookup = lookup(Duration.ofSeconds(2));
    for (int call = 0; call < EarlierCallsLookup.MOST_AT_ONCE; call++) {
      assertThat(lookup.of(ID, CALLER)).isNotCompleted();
    }
    assertThat(lookup.of(ID, CALLER)).isCompletedWithValue(EarlierCalls.UNKNOWN);
    answers.get(1).completeExceptionally(new IllegalStateException("gone"));
    assertThat(lookup.of(ID, CALLER)).as("one place is free").isNotCompleted();
    assertThat(asked).hasSize(EarlierCallsLookup.MOST_AT_ONCE + 1);
  }

  @Test
  void aDatabaseThatTakesNoQueryIsNoObstacle() {
    EarlierCallsLookup lookup = new EarlierCallsLookup(
        (digits, callId, since) -> {
          throw new IllegalStateException("shut down");
        },
        new EarlierSettings(90, Duration.ofSeconds(2)),
        InstantSource.fixed(NOW),
        Runnable::run);
    for (int call = 0; call <= EarlierCallsLookup.MOST_AT_ONCE; call++) {
      assertThat(lookup.of(ID, CALLER)).isCompletedWithValue(EarlierCalls.UNKNOWN);
    }
  }
}
