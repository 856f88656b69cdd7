package talkspurt.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is told to others of calls, and of what calls cost. A type is promised to clients and never changes. */
public enum EventType {
  /** The first line of a call carries it: somebody is there. */
  CALL_STARTED,
  /** A call is over. */
  CALL_ENDED,
  /** How a call came out is known. */
  CALL_OUTCOME,
  /** Something went wrong in a call. */
  CALL_FAULT,
  /** So much of a budget is used up. */
  BUDGET_REACHED,
  /** A call that was asked for is over, or refused by the rules. */
  OUTBOUND_ENDED,
  /** A file of a recording is whole. */
  RECORDING_READY,
  /** A call, or the rest of it, is not recorded though it should be. */
  RECORDING_FAILED;

  /** Of which version the bodies of all types are; it grows when one changes so that a reader has to know. */
  public static final int VERSION = 1;

  /** As it is written, such as {@code call.started}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The one that is written so. */
  public static Optional<EventType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }
}
