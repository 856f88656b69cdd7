package talkspurt.provider.transport;

import java.time.Duration;

/**
 * When the circuit breaker of a provider opens.
 *
 * @param failures after how many failures in a row
 * @param rest for how long; then one request tries it again
 */
public record BreakerSettings(int failures, Duration rest) {

  public BreakerSettings {
    if (failures < 1 || failures > 1000) {
      throw new IllegalArgumentException(
          "rests-after is " + failures + "; allowed: 1 to 1000 failures");
    }
    if (rest.toMillis() < 100 || rest.toMinutes() > 10) {
      throw new IllegalArgumentException(
          "rests-for is " + rest.toMillis() + " ms; allowed: 100 ms to 10 min");
    }
  }
}
