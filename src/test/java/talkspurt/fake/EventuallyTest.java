package talkspurt.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {

  @Test
  void looksUntilItHolds() {
    AtomicInteger looks = new AtomicInteger();
    Eventually.holds(() -> assertThat(looks.incrementAndGet()).isEqualTo(3));
    assertThat(looks).hasValue(3);
  }

  @Test
  void whatNeverHoldsIsToldAsItWasInTheEnd() {
    AtomicInteger looks = new AtomicInteger();
    assertThatThrownBy(() -> Eventually.holdsWithin(
            Duration.ofMillis(10), () -> assertThat(looks.incrementAndGet()).isNegative()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("3");
  }
}
