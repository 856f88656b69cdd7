package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages and players ask for again and again is kept once a minute. */
class AuditRepeatsTest {

  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");

  private final AuditRepeats repeats = new AuditRepeats();

  private static AuditEntry entry(
      AuditAction action, String target, String token, String address, double seconds) {
    return new AuditEntry(
        0, AT.plusMillis((long) (seconds * 1000)), token, address, "n1", action, target);
  }

  @ParameterizedTest
  @CsvSource({
    "READ_CALL, c, t, a, 0, true",
    "READ_CALL, c, t, a, 59.999, true",
    "READ_CALL, c, t, a, 60, false",
    "LISTEN, c, t, a, 1, false",
    "READ_CALL, d, t, a, 1, false",
    "READ_CALL, c, u, a, 1, false",
    "READ_CALL, c, t, b, 1, false"
  })
  void theSameOfTheSameIsKeptOnceAMinute(
      AuditAction action, String target, String token, String address, double later, boolean kept) {
    repeats.keep(entry(AuditAction.READ_CALL, "c", "t", "a", 0));
    assertThat(repeats.has(entry(action, target, token, address, later))).isEqualTo(kept);
  }

  @Test
  void whatIsDoneOnceIsKeptEachTime() {
    repeats.keep(entry(AuditAction.DELETE_CALL, "c", "t", "a", 0));
    assertThat(repeats.has(entry(AuditAction.DELETE_CALL, "c", "t", "a", 1))).isFalse();
  }

  @Test
  void theOldestOfVeryManyIsForgotten() {
    for (int call = 0; call <= 10_000; call++) {
      repeats.keep(entry(AuditAction.READ_CALL, "c" + call, "t", "a", 0));
    }
    assertThat(repeats.has(entry(AuditAction.READ_CALL, "c0", "t", "a", 1))).isFalse();
    assertThat(repeats.has(entry(AuditAction.READ_CALL, "c1", "t", "a", 1))).isTrue();
  }
}
