package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaTest {

  private long nanos = Long.MAX_VALUE - 1_000_000_000L;
  private final List<Duration> told = new ArrayList<>();
  private final Quota quota = new Quota(() -> nanos, told::add);

  @Test
  void isWhatWasToldLastUntilItsTimeIsOver() {
    assertThat(quota.takesNothingFor()).isZero();
    quota.told(Duration.ofSeconds(10));
    assertThat(quota.takesNothingFor()).isEqualTo(Duration.ofSeconds(10));
    nanos += 4_000_000_000L; // past the end of the clock's numbers
    assertThat(quota.takesNothingFor()).isEqualTo(Duration.ofSeconds(6));
    nanos += 6_000_000_000L;
    assertThat(quota.takesNothingFor()).isZero();
    quota.told(Duration.ofSeconds(10));
    quota.told(Duration.ofSeconds(1));
    assertThat(quota.takesNothingFor()).isEqualTo(Duration.ofSeconds(1));
    quota.told(Duration.ZERO);
    assertThat(quota.takesNothingFor()).isZero();
    assertThat(told)
        .containsExactly(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ZERO);
  }
}
