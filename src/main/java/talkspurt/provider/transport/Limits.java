package talkspurt.provider.transport;

import java.time.Duration;

/** What settings of adapters are held to. */
public final class Limits {

  private Limits() {}

  /** Refuses a time that is shorter or longer than is allowed. */
  public static void within(String key, Duration value, long leastMs, long maxMs) {
    if (value.toMillis() < leastMs || value.toMillis() > maxMs) {
      throw new IllegalArgumentException(
          key + " is " + value.toMillis() + " ms; allowed: " + leastMs + " to " + maxMs + " ms");
    }
  }

  /** Refuses a number that is smaller or greater than is allowed. */
  public static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + "; allowed: " + least + " to " + most);
    }
  }
}
