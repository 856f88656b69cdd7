package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How earlier calls of a number are looked up.
 *
 * @param days calls that are older are not counted, 1 to 3650
 * @param timeout how long a call start waits for the answer, 10 ms to 2 s
 */
public record EarlierSettings(int days, Duration timeout) {

  private static final int MOST_DAYS = 3650;

  public EarlierSettings {
    within("days", days, 1, MOST_DAYS);
    within("timeout", timeout, 10, 2000);
  }
}
