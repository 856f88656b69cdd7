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
    lag.nothingNew();
    assertThat(lag.seconds()).isZero();
    lag.read(8);
    nanos += 2 * SECOND;
    lag.nothingNew();
    assertThat(lag.seconds()).isEqualTo(2);
    lag.written(8);
    assertThat(lag.seconds()).isEqualTo(2);
    lag.nothingNew();
    assertThat(lag.seconds()).isZero();
  }

  @Test
  void aFaultDoesNotMakeItLevel() {
    lag.follows(7);
    lag.read(9);
    nanos += 2 * SECOND;
    lag.follows(7);
    assertThat(lag.seconds()).isEqualTo(2);
    lag.nothingNew();
    assertThat(lag.seconds()).isZero();
  }
}
