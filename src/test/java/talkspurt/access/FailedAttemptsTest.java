package talkspurt.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

  private static final long MINUTE = 60_000_000_000L;

  private final FailedAttempts attempts = new FailedAttempts(2);

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private void fail(int last, int times, long now) throws UnknownHostException {
    for (int n = 0; n < times; n++) {
      assertThat(attempts.failed(address(last), now)).as("attempt " + (n + 1)).isFalse();
    }
  }

  @Test
  void someAreForgiven() throws UnknownHostException {
    fail(1, 10, 0);
    assertThat(attempts.failed(address(1), 1)).isTrue();
    fail(2, 10, 1);
  }

  @Test
  void whoFailsOnStaysSlowedDown() throws UnknownHostException {
    fail(1, 10, 0);
    for (long now = 0; now < 5 * MINUTE; now += MINUTE - 1) {
      assertThat(attempts.failed(address(1), now)).isTrue();
    }
  }

  @Test
  void aMinuteWithoutOneForgivesAll() throws UnknownHostException {
    fail(1, 10, 0);
    assertThat(attempts.failed(address(1), 0)).isTrue();
    fail(1, 10, MINUTE);
  }

  @Test
  void soManyAddressesAreKnownAndTheOldestIsForgotten() throws UnknownHostException {
    fail(1, 10, 0);
    fail(2, 10, 0);
    assertThat(attempts.failed(address(1), 0)).isTrue();
    fail(3, 1, 0);
    fail(2, 10, 0);
  }
}
