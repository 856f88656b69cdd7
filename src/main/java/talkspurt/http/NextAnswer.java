package talkspurt.http;

import java.util.Optional;
import talkspurt.call.NextStep;

/**
 * What the dialplan should do now.
 *
 * @param next {@code reconnect}, {@code transfer}, {@code hangup} or {@code lost}
 * @param address where to connect to again
 * @param destination {@code context,extension,priority} to go to
 */
record NextAnswer(String next, Optional<String> address, Optional<String> destination) {

  static NextAnswer of(NextStep step, String audio) {
    if (step instanceof NextStep.Reconnect) {
      return new NextAnswer("reconnect", Optional.of(audio), Optional.empty());
    }
    if (step instanceof NextStep.Transfer transfer) {
      return new NextAnswer(
          "transfer", Optional.empty(), Optional.of(transfer.destination().text()));
    }
    if (step instanceof NextStep.HangUp) {
      return new NextAnswer("hangup", Optional.empty(), Optional.empty());
    }
    if (step instanceof NextStep.Lost) {
      return new NextAnswer("lost", Optional.empty(), Optional.empty());
    }
    throw new AssertionError(step);
  }

  /** The same in one line: the word, and where to. */
  String line() {
    return next + address.or(() -> destination).map(" "::concat).orElse("");
  }
}
