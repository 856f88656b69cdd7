package talkspurt.control;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.BotFailed;
import talkspurt.call.CallEvent.Failed;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallEvent.ToolFailed;
import talkspurt.call.CallEvent.TranscriberFailed;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.VoiceFailed;
import talkspurt.call.Failure;
import talkspurt.call.LineFault;
import talkspurt.text.OutsideText;

/**
 * Something that went wrong in a call, as the call log has it.
 *
 * @param name one of {@link #names()}
 * @param line the line it was on; empty where it was on none
 * @param turn the turn that was answered then; empty where that is not known
 * @param provider who failed; empty where that was nobody of ours
 * @param kind such as {@code unreachable}, or how a line was lost; empty where there are no kinds
 * @param detail one line, without what anybody said
 * @param madeGood whether another took over
 * @param times how often it happened in a row
 * @param clearedAt when it was over, where that was noticed
 */
public record CallFault(
    Instant at,
    String name,
    String line,
    Optional<Integer> turn,
    String provider,
    String kind,
    String detail,
    boolean madeGood,
    int times,
    Optional<Instant> clearedAt) {

  private static final String REPLY = "reply-failed";
  private static final String VOICE = "voice-failed";
  private static final String TRANSCRIBER = "transcriber-failed";
  private static final String TOOL = "tool-failed";
  private static final String BOT = "bot-failed";
  private static final String TRANSFER = "transfer-failed";
  private static final String LINE_LOST = "line-lost";
  private static final String UNREADABLE = "event-unreadable";

  /** The names that faults have: those of faults of the line's audio, and of events that are failures. */
  public static List<String> names() {
    return Stream.concat(
            Arrays.stream(LineFault.values()).map(LineFault::label),
            Stream.of(REPLY, VOICE, TRANSCRIBER, TOOL, BOT, TRANSFER, LINE_LOST, UNREADABLE))
        .toList();
  }

  /** What went wrong with this event; empty where nothing did. */
  static Optional<CallFault> of(CallEvent event) {
    if (event instanceof LineFaultFound found && found.fault() != null) {
      return Optional.of(
          ofLine(event.at(), found.fault().label(), found.line(), "", found.detail()));
    } else if (event instanceof LineLost lost && lost.wentWrong()) {
      String cause = lost.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return Optional.of(ofLine(event.at(), LINE_LOST, lost.line(), cause, ""));
    } else if (event instanceof TransferFailed failed) {
      return Optional.of(ofLine(event.at(), TRANSFER, "", "", failed.why()));
    } else if (event instanceof Failed failed && failed.failure() != null) {
      return Optional.of(ofService(event.at(), name(failed), failed));
    }
    return Optional.empty();
  }

  /** An event that could not be read, and was written then. */
  static CallFault unreadable(Instant at, String reason) {
    return ofLine(at, UNREADABLE, "", "", reason);
  }

  private static CallFault ofLine(
      Instant at, String name, String line, String kind, String detail) {
    return new CallFault(
        at, name, text(line), Optional.empty(), "", kind, text(detail), false, 1, Optional.empty());
  }

  private static CallFault ofService(Instant at, String name, Failed failed) {
    Failure failure = failed.failure();
    return new CallFault(
        at,
        name,
        "",
        Optional.of(failed.turn()),
        text(failure.provider()),
        text(failure.kind()),
        text(failure.detail()),
        failure.madeGood(),
        failure.times(),
        Optional.empty());
  }

  /** Journals may lack anything. */
  private static String text(String raw) {
    return raw == null ? "" : OutsideText.repaired(raw);
  }

  private static String name(Failed failed) {
    if (failed instanceof ReplyFailed) {
      return REPLY;
    } else if (failed instanceof VoiceFailed) {
      return VOICE;
    } else if (failed instanceof TranscriberFailed) {
      return TRANSCRIBER;
    } else if (failed instanceof ToolFailed) {
      return TOOL;
    } else if (failed instanceof BotFailed) {
      return BOT;
    }
    throw new AssertionError(failed);
  }

  /** Whether it is this fault of this line, and is not over. */
  boolean lasts(LineFault fault, String ofLine) {
    return clearedAt.isEmpty() && name.equals(fault.label()) && line.equals(ofLine);
  }

  CallFault cleared(Instant when) {
    return new CallFault(
        at, name, line, turn, provider, kind, detail, madeGood, times, Optional.of(when));
  }

  /** Without details. */
  @Override
  public String toString() {
    return "CallFault[" + name + " " + at + "]";
  }
}
