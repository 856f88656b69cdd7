package talkspurt.outbound;

import java.time.Instant;

/**
 * From when until when a call may be made.
 *
 * @param from the first moment
 * @param until the first moment when it must not ring any more
 */
public record DialWindow(Instant from, Instant until) {

  /**
   * A window.
   *
   * @throws IllegalArgumentException unless it ends after it begins
   */
  public DialWindow {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException("the window ends at " + until + ", begins at " + from);
    }
  }
}
