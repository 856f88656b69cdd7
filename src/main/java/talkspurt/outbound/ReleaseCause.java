package talkspurt.outbound;

import talkspurt.text.OutsideText;

/**
 * Why the network released a call that nobody had answered.
 *
 * @param q850 cause of ITU-T Q.850, 0 to 127; 0 where none was told
 * @param text as Asterisk or the trunk words it
 */
public record ReleaseCause(int q850, String text) {

  private static final int MAX_Q850 = 127;

  /**
   * A cause.
   *
   * @throws IllegalArgumentException if {@code q850} is out of its range
   */
  public ReleaseCause {
    if (q850 < 0 || q850 > MAX_Q850) {
      throw new IllegalArgumentException("Q.850 cause " + q850 + "; allowed: 0 to " + MAX_Q850);
    }
    text = OutsideText.repaired(text);
  }

  /** What it means for the call. */
  public DialOutcome outcome() {
    return switch (q850) {
      case 17 -> DialOutcome.BUSY;
      // normal clearing, no user responding, no answer, subscriber absent, recovery on timer expiry
      case 16, 18, 19, 20, 102 -> DialOutcome.NO_ANSWER;
      // no circuit, out of order, temporary failure, congestion, channel or resource unavailable
      case 34, 38, 41, 42, 44, 46, 47 -> DialOutcome.CONGESTION;
      case 21, 55, 57 -> DialOutcome.REJECTED;
      // unallocated, no route (2, 3), number changed, invalid format
      case 1, 2, 3, 22, 28 -> DialOutcome.NO_SUCH_NUMBER;
      default -> DialOutcome.FAILED;
    };
  }
}
