package talkspurt.http;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import talkspurt.call.NextStep;

/**
 * What the dialplan should do now.
 *
 * @param next {@code reconnect}, {@code transfer}, {@code hangup}, {@code busy} or {@code lost}
 * @param address where to connect to again
 * @param token what the line has to show there, if anything
 * @param destination {@code context,extension,priority} to go to
 */
record NextAnswer(
    String next, Optional<String> address, Optional<String> token, Optional<String> destination) {

  static NextAnswer of(NextStep step, AudioPlace audio) {
    if (step instanceof NextStep.Reconnect) {
      return new NextAnswer(
          "reconnect", Optional.of(audio.address()), audio.token(), Optional.empty());
    }
    if (step instanceof NextStep.Transfer transfer) {
      return new NextAnswer(
          "transfer",
          Optional.empty(),
          Optional.empty(),
          Optional.of(transfer.destination().text()));
    }
    if (step instanceof NextStep.HangUp) {
      return only("hangup");
    }
    if (step instanceof NextStep.Lost) {
      return only("lost");
    }
    if (step instanceof NextStep.Busy) {
      return only("busy");
    }
    throw new AssertionError(step);
  }

  private static NextAnswer only(String next) {
    return new NextAnswer(next, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same in one line: the word, where to, and what to show there. */
  String line() {
    return Stream.of(address, token, destination)
        .flatMap(Optional::stream)
        .map(" "::concat)
        .collect(Collectors.joining("", next, ""));
  }
}
