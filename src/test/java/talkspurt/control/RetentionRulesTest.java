package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long what is kept, by kind and profile. */
class RetentionRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static Optional<Duration> days(int days) {
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }

  /** 0: for ever. */
  private static RetentionRule rule(int callLog, int words, int journal, int recordings) {
    return RetentionRule.FOR_EVER.with(Map.of(
        RetentionKind.CALL_LOG, days(callLog),
        RetentionKind.WORDS, days(words),
        RetentionKind.JOURNAL, days(journal),
        RetentionKind.RECORDINGS, days(recordings)));
  }

  @ParameterizedTest
  @CsvSource({
    "90, 90, 90, 90,   90, 90, 90, 90",
    "0,  0,  0,  0,    0,  0,  0,  0",
    "90, 7,  90, 90,   90, 7,  7,  7",
    "90, 90, 7,  0,    90, 90, 7,  7",
    "90, 0,  0,  0,    90, 90, 90, 90",
    "0,  7,  3,  1,    0,  7,  3,  1",
    "1,  2,  3,  4,    1,  1,  1,  1",
    "0,  0,  0,  5,    0,  0,  0,  5",
    "0,  0,  5,  0,    0,  0,  5,  5",
    "9,  7,  0,  8,    9,  7,  7,  7"
  })
  void aKindIsKeptNoLongerThanWhatItGoesWith(
      int callLog,
      int words,
      int journal,
      int recordings,
      int ownCallLog,
      int ownWords,
      int ownJournal,
      int ownRecordings) {
    RetentionRule rule = rule(callLog, words, journal, recordings);
    assertThat(rule.of(RetentionKind.CALL_LOG)).isEqualTo(days(ownCallLog));
    assertThat(rule.of(RetentionKind.WORDS)).isEqualTo(days(ownWords));
    assertThat(rule.of(RetentionKind.JOURNAL)).isEqualTo(days(ownJournal));
    assertThat(rule.of(RetentionKind.RECORDINGS)).isEqualTo(days(ownRecordings));
  }

  @Test
  void whatIsAskedByOneCallIsWhatIsAskedOfTheDatabase() {
    Random random = new Random(14);
    for (int round = 0; round < 500; round++) {
      RetentionRules rules =
          new RetentionRules(any(random), Map.of("a", any(random), "b", any(random)));
      for (RetentionKind kind : RetentionKind.values()) {
        for (String profile : List.of("a", "b", "c")) {
          Instant ended =
              NOW.minus(Duration.ofDays(random.nextInt(6))).minusSeconds(random.nextInt(3) - 1);
          boolean shared = rules.shares(kind).stream()
              .filter(share -> share.others() != share.profiles().contains(profile))
              .anyMatch(share -> ended.isBefore(NOW.minus(share.kept())));
          assertThat(shared).isEqualTo(rules.isDue(kind, profile, ended, NOW));
          if (shared) {
            assertThat(ended).isBefore(NOW.minus(rules.shortest(kind).orElseThrow()));
          }
        }
      }
    }
  }

  private static RetentionRule any(Random random) {
    Map<RetentionKind, Optional<Duration>> times = new EnumMap<>(RetentionKind.class);
    for (RetentionKind kind : RetentionKind.values()) {
      times.put(kind, days(random.nextInt(5)));
    }
    return RetentionRule.FOR_EVER.with(times);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "-1, false", "1, true"})
  void theSecondAtWhichItIsKeptLongEnoughIsStillKept(int secondsLater, boolean due) {
    RetentionRules rules =
        new RetentionRules(RetentionRule.FOR_EVER, Map.of("a", rule(7, 7, 7, 7)));
    Instant ended = NOW.minus(Duration.ofDays(7)).minusSeconds(secondsLater);
    assertThat(rules.isDue(RetentionKind.CALL_LOG, "a", ended, NOW)).isEqualTo(due);
    assertThat(rules.isDue(RetentionKind.CALL_LOG, "unknown", Instant.EPOCH, NOW))
        .isFalse();
    assertThat(rules.shortest(RetentionKind.CALL_LOG)).contains(Duration.ofDays(7));
    assertThat(rules.shortest(RetentionKind.AUDIT)).isEmpty();
  }

  @Test
  void aProfileMayKeepForEverWhatOthersDoNot() {
    RetentionRule standard = rule(90, 90, 90, 90);
    RetentionRule own = standard.with(Map.of(RetentionKind.CALL_LOG, Optional.empty()));
    assertThat(own.of(RetentionKind.CALL_LOG)).isEmpty();
    assertThat(own.of(RetentionKind.WORDS)).isEqualTo(days(90));
    RetentionRules rules = new RetentionRules(standard, Map.of("a", own));
    assertThat(rules.shares(RetentionKind.CALL_LOG))
        .containsExactly(new RetentionRules.Share(List.of("a"), true, Duration.ofDays(90)));
    assertThat(rules.shares(RetentionKind.WORDS))
        .containsExactly(new RetentionRules.Share(List.of(), true, Duration.ofDays(90)));
    assertThat(rules.isDue(RetentionKind.CALL_LOG, "a", Instant.EPOCH, NOW)).isFalse();
  }
}
