package talkspurt.call;

import java.util.List;
import java.util.Map;
import java.util.Set;
import talkspurt.text.OutsideText;

/**
 * How a call came out, as its agent told with {@code end_call} and {@code transfer_call}. What was not told is
 * empty.
 *
 * @param summary what the call was about
 * @param disposition what it came to, in one of the profile's words
 * @param reason why it was ended, or the caller sent on
 * @param fields a JSON object
 * @param settled whether what the agent told last came about: the call ended by it, or before it was
 *     taken back. An errand is taken back where the caller breaks into the words before it, or where the transfer
 *     fails.
 */
public record ToldOutcome(
    String summary, String disposition, String reason, String fields, boolean settled) {

  /** Nothing was told. */
  public static final ToldOutcome NONE = new ToldOutcome("", "", "", "", false);

  /** The names of what is told beside where to. */
  public static final String SUMMARY = "summary";

  public static final String DISPOSITION = "disposition";
  public static final String REASON = "reason";
  public static final String FIELDS = "fields";

  /** All of them. */
  public static final Set<String> NAMES = Set.of(SUMMARY, DISPOSITION, REASON, FIELDS);

  public ToldOutcome {
    summary = OutsideText.repaired(summary);
    disposition = OutsideText.repaired(disposition);
    reason = OutsideText.repaired(reason);
    fields = OutsideText.repaired(fields);
  }

  /** What was told in a call, by its events, oldest first; of two things told the later holds. */
  public static ToldOutcome of(List<CallEvent> events) {
    ToldOutcome told = NONE;
    for (CallEvent event : events) {
      told = told.after(event);
    }
    return told;
  }

  private ToldOutcome after(CallEvent event) {
    if (event instanceof CallEvent.ToolRequested wanted && DeferredTool.ends(wanted.name())) {
      return with(wanted.arguments());
    }
    boolean takenBack =
        event instanceof CallEvent.FloorYielded || event instanceof CallEvent.TransferFailed;
    return takenBack ? new ToldOutcome(summary, disposition, reason, fields, false) : this;
  }

  private ToldOutcome with(Map<String, String> arguments) {
    return new ToldOutcome(
        arguments.getOrDefault(SUMMARY, summary),
        arguments.getOrDefault(DISPOSITION, disposition),
        arguments.getOrDefault(REASON, reason),
        arguments.getOrDefault(FIELDS, fields),
        true);
  }

  /** Whether nothing was told at all. */
  public boolean empty() {
    return summary.isEmpty() && disposition.isEmpty() && reason.isEmpty() && fields.isEmpty();
  }

  /** Without the caller's and the agent's words. */
  @Override
  public String toString() {
    return "ToldOutcome[" + disposition + "]";
  }
}
