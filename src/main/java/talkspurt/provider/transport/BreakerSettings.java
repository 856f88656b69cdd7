package talkspurt.provider.transport;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * When the circuit breaker of a provider opens.
 *
 * @param failures after how many failures in a row
 * @param rest for how long; then one request tries it again
 */
public record BreakerSettings(int failures, Duration rest) {

  public BreakerSettings {
    within("rests-after", failures, 1, 1000);
    within("rests-for", rest, 100, 600_000);
  }
}
