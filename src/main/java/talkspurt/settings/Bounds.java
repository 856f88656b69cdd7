package talkspurt.settings;

import java.time.Duration;

/** Refuses settings that are out of their bounds, with the key, the value and what is allowed. */
public final class Bounds {

  private Bounds() {}

  /**
   * Refuses a time that is shorter or longer than is allowed.
   *
   * @param key as it is written in the settings
   * @throws IllegalArgumentException unless {@code value} is from {@code leastMs} to {@code maxMs}
   *     milliseconds
   */
  public static void within(String key, Duration value, long leastMs, long maxMs) {
    if (value.toMillis() < leastMs || value.toMillis() > maxMs) {
      throw new IllegalArgumentException(
          key + " is " + value.toMillis() + " ms; allowed: " + leastMs + " to " + maxMs + " ms");
    }
  }

  /**
   * Refuses a number that is smaller or greater than is allowed.
   *
   * @param key as it is written in the settings
   * @throws IllegalArgumentException unless {@code value} is from {@code least} to {@code most}
   */
  public static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + "; allowed: " + least + " to " + most);
    }
  }
}
