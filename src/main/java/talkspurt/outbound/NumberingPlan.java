package talkspurt.outbound;

import java.util.Optional;
import talkspurt.call.PhoneNumber;

/** What is known of numbers by how they are given out to countries, regions and kinds of service. */
public interface NumberingPlan {

  /**
   * Reads a number as somebody wrote it.
   *
   * @return the number with its time zones; empty where no such number can exist
   */
  Optional<DialNumber> read(PhoneNumber written);
}
