package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration NO_HINT = Duration.ZERO;

  private final Backoff backoff = new Backoff(ms(100), ms(500), 4, ms(2000));

  @Test
  void eachPauseIsTwiceAsLongUpToTheLongest() {
    for (long pause : new long[] {100, 200, 400, 500}) {
      assertThat(backoff.pause()).isEqualTo(ms(pause));
      assertThat(backoff.next(NO_HINT)).contains(ms(pause));
    }
    assertThat(backoff.next(NO_HINT)).as("given up").isEmpty();
    assertThat(backoff.next(NO_HINT)).isEmpty();
  }

  @Test
  void aPeersWishCountsWhereItIsLonger() {
    assertThat(backoff.next(ms(99))).contains(ms(100));
    assertThat(backoff.next(ms(201))).contains(ms(201));
    assertThat(backoff.next(ms(1999))).contains(ms(1999));
    assertThat(backoff.next(ms(2000))).isEmpty();
    assertThat(backoff.next(NO_HINT)).as("who is given up uses no attempt").contains(ms(500));
  }

  @Test
  void whatWorkedBeginsAgain() {
    backoff.next(NO_HINT);
    backoff.next(NO_HINT);
    backoff.reset();
    assertThat(backoff.next(NO_HINT)).contains(ms(100));
  }

  @Test
  void manyFailuresDoNotOverflow() {
    Backoff patient = new Backoff(ms(10_000), ms(60_000), Integer.MAX_VALUE, ms(1));
    Optional<Duration> last = Optional.empty();
    for (int failure = 0; failure < 200; failure++) {
      last = patient.next(NO_HINT);
    }
    assertThat(last).contains(ms(60_000));
  }

  private static Duration ms(long ms) {
    return Duration.ofMillis(ms);
  }
}
