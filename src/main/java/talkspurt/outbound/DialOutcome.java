package talkspurt.outbound;

import java.util.Locale;
import java.util.Optional;

/** How an attempt to reach somebody came out. */
public enum DialOutcome {
  /** A person answered, or something that was taken for one. */
  ANSWERED,
  /** A machine answered. */
  MACHINE,
  /** Engaged. */
  BUSY,
  /** It rang, or the phone was off, and nobody answered. */
  NO_ANSWER,
  /** The network or the trunk had no room. */
  CONGESTION,
  /** Whoever was called, or the network for them, refused the call. */
  REJECTED,
  /** There is no such number, or no way to it. */
  NO_SUCH_NUMBER,
  /** The call could not be made for another reason; the cause's text tells it. */
  FAILED,
  /** Cancelled before anybody answered. */
  CANCELLED,
  /** It may have been dialled, and nobody can tell what came of it: never dialled again by itself. */
  UNKNOWN;

  /** Its name in the API and in settings, such as {@code no-answer}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The outcome of that name; empty if there is none. */
  public static Optional<DialOutcome> of(String wire) {
    for (DialOutcome outcome : values()) {
      if (outcome.wire().equals(wire)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
