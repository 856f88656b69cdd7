package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallLogLagTest {

  private static final long SECOND = 1_000_000_000L;

  private long nanos = Long.MAX_VALUE - SECOND;
  private final CallLogLag lag = new CallLogLag(() -> nanos);

  @Test
  void aNodeThatDoesNotWriteTheCallLogIsNotBehind() {
    nanos += 60 * SECOND;
    assertThat(lag.seconds()).isZero();
    lag.follows(7);
    nanos += SECOND;
    assertThat(lag.seconds()).isEqualTo(1);
    lag.stops();
    assertThat(lag.seconds()).isZero();
  }

  @Test
  void whoFindsNothingNewIsLevelUnlessSomethingIsUnwritten() {
    lag.follows(7);
    nanos += 3 * SECOND;
    lag.looked(nanos, 0);
    assertThat(lag.seconds()).isZero();
    lag.looked(nanos, 8);
    nanos += 2 * SECOND;
    lag.looked(nanos, 0);
    assertThat(lag.seconds()).isEqualTo(2);
    nanos += SECOND;
    lag.written(8);
    assertThat(lag.seconds()).as("since the look that found nothing behind it").isEqualTo(1);
  }

  @Test
  void isLevelThoughEachLookFindsSomethingNew() {
    lag.follows(0);
    for (int event = 1; event <= 100; event++) {
      lag.looked(nanos, event);
      nanos += SECOND;
      lag.written(event);
      assertThat(lag.seconds()).isEqualTo(1);
    }
  }

  @Test
  void isAsFarBehindAsTheOldestLookThatIsNotWritten() {
    lag.follows(0);
    lag.looked(nanos, 1);
    nanos += SECOND;
    lag.looked(nanos, 2);
    nanos += SECOND;
    lag.looked(nanos, 3);
    nanos += SECOND;
    lag.written(2);
    assertThat(lag.seconds()).isEqualTo(2);
    lag.written(3);
    assertThat(lag.seconds()).isEqualTo(1);
  }

  @Test
  void aLookThatIsToldLateMakesItNoFurtherBehind() {
    lag.follows(0);
    long early = nanos;
    nanos += SECOND;
    lag.looked(nanos, 0);
    lag.looked(early, 0);
    assertThat(lag.seconds()).isZero();
  }

  @Test
  void aFaultDoesNotMakeItLevel() {
    lag.follows(7);
    lag.looked(nanos, 9);
    nanos += 2 * SECOND;
    lag.follows(7);
    assertThat(lag.seconds()).isEqualTo(2);
    lag.looked(nanos, 9);
    assertThat(lag.seconds()).isEqualTo(2);
    lag.written(9);
    assertThat(lag.seconds()).isZero();
  }
}
