package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.control.CallLimit.Place.GIVEN;
import static talkspurt.control.CallLimit.Place.KEPT;
import static talkspurt.control.CallLimit.Place.NONE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimitTest {

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  private final List<Boolean> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final CallLimit limit = new CallLimit(2, Duration.ofSeconds(60), () -> now, told::add);

  @Test
  void asManyCallsArePromisedAPlaceAsThereAre() {
    assertThat(limit.promise(A)).isEqualTo(GIVEN);
    assertThat(limit.full()).isFalse();
    assertThat(limit.promise(B)).isEqualTo(GIVEN);
    assertThat(limit.promise(C)).isEqualTo(NONE);
    assertThat(limit.full()).isTrue();
    assertThat(told).containsExactly(true);
  }

  @Test
  void aCallThatHasAPlaceIsNeverRefused() {
    limit.promise(A);
    limit.promise(B);
    assertThat(limit.promise(A)).isEqualTo(KEPT);
    carries(A, "line 1");
    assertThat(limit.promise(A)).isEqualTo(KEPT);
    assertThat(limit.roomFor(A)).isTrue();
    assertThat(limit.roomFor(B)).isTrue();
    assertThat(limit.roomFor(C)).isFalse();
  }

  @Test
  void aCallCountsOnceHoweverManyLinesItHas() {
    limit.promise(A);
    carries(A, "line 1");
    carries(A, "line 2");
    assertThat(limit.promise(B)).isEqualTo(GIVEN);
    limit.closed("line 1");
    assertThat(limit.full()).as("line 2 still carries it").isTrue();
    limit.closed("line 2");
    assertThat(limit.full()).isFalse();
  }

  @Test
  void aPlaceIsFreeWhenTheCallGoesOrDoesNotCome() {
    limit.promise(A);
    limit.promise(B);
    limit.release(B);
    assertThat(limit.promise(C)).isEqualTo(GIVEN);
    now = now.plusSeconds(60);
    assertThat(limit.full()).isFalse();
    assertThat(limit.promise(B)).isEqualTo(GIVEN);
    assertThat(told).containsExactly(true, false, true, false);
  }

  @Test
  void aPlaceIsHeldUntilTheLineMayComeNoMore() {
    limit.promise(A);
    limit.promise(B);
    now = now.plusSeconds(59);
    assertThat(limit.promise(C)).isEqualTo(NONE);
  }

  @Test
  void aCallThatCameKeepsItsPlace() {
    limit.promise(A);
    carries(A, "line 1");
    carries(B, "line 2");
    now = now.plusSeconds(3600);
    assertThat(limit.promise(C)).isEqualTo(NONE);
  }

  @Test
  void aLineThatIsGoneBeforeItsCallAnsweredTakesNoPlace() {
    limit.opened("line 1");
    limit.closed("line 1");
    limit.entered(A, "line 1");
    assertThat(limit.promise(B)).isEqualTo(GIVEN);
    assertThat(limit.promise(C)).isEqualTo(GIVEN);
  }

  @Test
  void callsOfANodeThatDiedMayExceedIt() {
    carries(A, "line 1");
    carries(B, "line 2");
    carries(C, "line 3");
    assertThat(limit.full()).isTrue();
    limit.closed("line 1");
    assertThat(limit.full()).isTrue();
    limit.closed("line 2");
    assertThat(limit.full()).isFalse();
    assertThat(told).containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001})
  void aLimitIsANumberOfCalls(int max) {
    assertThatThrownBy(() -> new CallLimit(max, Duration.ofSeconds(1), () -> now, told::add))
        .hasMessage("max is " + max + "; allowed: 1 to 1000000");
  }

  private void carries(UUID callId, String line) {
    limit.opened(line);
    limit.entered(callId, line);
  }
}
