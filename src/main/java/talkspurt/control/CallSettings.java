package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import talkspurt.call.Expiry;

/**
 * How long a call waits for what.
 *
 * @param expectTimeout from call start to the first audio
 * @param reattachTimeout from a line lost by our fault to the caller being given up
 * @param hangUpGrace from Asterisk closing the line to the caller being taken as gone
 * @param transferSettlesAfter from a line released for a transfer to the transfer being taken as done
 * @param consultationTimeout from a person being asked whether to take a caller to that being given up
 * @param askTimeout how long somebody who asks waits for the answer
 * @param passivateAfter how long a call that is over stays in memory
 */
public record CallSettings(
    Duration expectTimeout,
    Duration reattachTimeout,
    Duration hangUpGrace,
    Duration transferSettlesAfter,
    Duration consultationTimeout,
    Duration askTimeout,
    Duration passivateAfter) {

  public CallSettings {
    within("expect-timeout", expectTimeout, 1, 24 * 3_600_000);
    within("reattach-timeout", reattachTimeout, 1, 24 * 3_600_000);
    within("hang-up-grace", hangUpGrace, 1, 24 * 3_600_000);
    within("transfer-settles-after", transferSettlesAfter, 1, 24 * 3_600_000);
    within("consultation-timeout", consultationTimeout, 1, 24 * 3_600_000);
    within("ask-timeout", askTimeout, 1, 24 * 3_600_000);
    within("passivate-after", passivateAfter, 1, 24 * 3_600_000);
  }

  /** How long a call waits before it ends for this reason. */
  Duration limit(Expiry expiry) {
    return switch (expiry) {
      case EXPECTED_AUDIO -> expectTimeout;
      case HANG_UP_GRACE -> hangUpGrace;
      case REATTACHMENT -> reattachTimeout;
      case CONSULTATION -> consultationTimeout;
      case TRANSFER_SETTLED, TRANSFER_REPORT -> transferSettlesAfter;
    };
  }
}
