package talkspurt.control;

import java.time.Duration;
import talkspurt.call.Expiry;

/**
 * How long a call waits for what.
 *
 * @param expectTimeout from call start to the first audio
 * @param reattachTimeout from a line lost by our fault to the caller being given up
 * @param hangUpGrace from Asterisk closing the line to the caller being taken as gone
 * @param transferSettlesAfter from a line released for a transfer to the transfer being taken as done
 * @param askTimeout how long somebody who asks waits for the answer
 * @param passivateAfter how long a call that is over stays in memory
 */
public record CallSettings(
    Duration expectTimeout,
    Duration reattachTimeout,
    Duration hangUpGrace,
    Duration transferSettlesAfter,
    Duration askTimeout,
    Duration passivateAfter) {

  public CallSettings {
    atLeastOneMilli("expect-timeout", expectTimeout);
    atLeastOneMilli("reattach-timeout", reattachTimeout);
    atLeastOneMilli("hang-up-grace", hangUpGrace);
    atLeastOneMilli("transfer-settles-after", transferSettlesAfter);
    atLeastOneMilli("ask-timeout", askTimeout);
    atLeastOneMilli("passivate-after", passivateAfter);
  }

  /** How long a call waits before it ends for this reason. */
  Duration limit(Expiry expiry) {
    return switch (expiry) {
      case EXPECTED_AUDIO -> expectTimeout;
      case HANG_UP_GRACE -> hangUpGrace;
      case REATTACHMENT -> reattachTimeout;
      case TRANSFER_SETTLED, TRANSFER_REPORT -> transferSettlesAfter;
    };
  }

  private static void atLeastOneMilli(String key, Duration value) {
    if (value.toMillis() < 1 || value.toHours() > 24) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed: 1 ms to 24 h");
    }
  }
}
