package talkspurt.media.agent;

import java.util.OptionalInt;

/** Counts replies in a row in which the agent has failed. Not thread-safe. */
final class FailureStreak {

  private int length;
  private OptionalInt last = OptionalInt.empty();

  /** The agent has failed in its reply to this turn; how many failures in a row that makes. */
  int failed(int turn) {
    last = OptionalInt.of(turn);
    length++;
    return length;
  }

  /** The reply to this turn was heard to its end. */
  void replied(int turn) {
    if (last.isEmpty() || last.getAsInt() != turn) {
      length = 0;
    }
  }
}
