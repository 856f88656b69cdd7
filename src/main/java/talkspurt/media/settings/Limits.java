package talkspurt.media.settings;

import java.time.Duration;

/** What settings of this package are held to. */
final class Limits {

  private Limits() {}

  /** Refuses a time that is shorter or longer than is allowed. */
  static void within(String key, Duration value, long leastMs, long maxMs) {
    if (value.toMillis() < leastMs || value.toMillis() > maxMs) {
      throw new IllegalArgumentException(
          key + " is " + value.toMillis() + " ms; allowed: " + leastMs + " to " + maxMs + " ms");
    }
  }
}
