package talkspurt.outbound;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a number before it is dialled.
 *
 * @param doNotCall whether it is on the do-not-call list
 * @param dials when it was dialled before, for whatever request and with whatever outcome; sorted here
 */
public record NumberRecord(boolean doNotCall, List<Instant> dials) {

  /** A number of which nothing is known. */
  public static final NumberRecord NOTHING = new NumberRecord(false, List.of());

  public NumberRecord {
    dials = dials.stream().sorted().toList();
  }
}
