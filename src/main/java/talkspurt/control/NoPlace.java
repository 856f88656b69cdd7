package talkspurt.control;

import java.util.Locale;

/** Why a call is not taken. */
public enum NoPlace {
  /** The node has as many calls as it may have. */
  NODE_FULL("as many calls are taken as talkspurt.calls.max allows", false, true),
  /** Too many calls were announced that have not come. */
  TOO_MANY_EXPECTED(
      "as many announced calls are waited for as talkspurt.calls.max-expected allows",
      false,
      false),
  /** The node's recogniser has as many calls as it can bear. */
  RECOGNISER_FULL(
      "the embedded recogniser can bear no more calls (talkspurt.embedded.max-calls)", false, true),
  /** The node's recogniser cannot keep up. */
  RECOGNISER_BEHIND("the embedded recogniser falls behind", false, false),
  /** The node cannot keep up. */
  OVERLOADED("this node is overloaded (talkspurt.calls.overload)", false, false),
  /** A provider takes nothing for now. */
  PROVIDER_SPENT(
      "a provider of the profile has said that it takes nothing for now: a rate limit is used up",
      true,
      true),
  /** Calls of the profile, or all, have cost as much today as they may. */
  DAY_BUDGET_SPENT(
      "calls have cost as much today as budget.per-day of the profile or of talkspurt.calls allows",
      true,
      false),
  /** Calls of the profile, or all, have cost as much this month as they may. */
  MONTH_BUDGET_SPENT(
      "calls have cost as much this month as budget.per-month of the profile or of talkspurt.calls"
          + " allows",
      true,
      false),
  /** Calls are announced too fast. */
  TOO_FAST("calls are announced faster than talkspurt.calls.starts-per-second allows", true, false),
  /** Others wait for a place. */
  OTHERS_WAIT("other callers of the profile wait for a place", true, true),
  /** All nodes together have as many calls as they may have. */
  CLUSTER_FULL("all nodes have as many calls as talkspurt.calls.max-in-cluster allows", true, true),
  /** The profile has as many calls as it may have. */
  PROFILE_FULL("the profile has as many calls as its max-calls allows", true, true),
  /** The called number has as many calls as it may have. */
  CALLED_FULL(
      "the called number has as many calls as talkspurt.calls.max-per-called allows", true, true),
  /** The caller has as many calls as they may have. */
  CALLER_FULL("the caller has as many calls as talkspurt.calls.max-per-caller allows", true, false);

  private final String text;
  private final boolean everywhere;
  private final boolean worthWaiting;

  NoPlace(String text, boolean everywhere, boolean worthWaiting) {
    this.text = text;
    this.everywhere = everywhere;
    this.worthWaiting = worthWaiting;
  }

  /** For logs and API clients. */
  public String text() {
    return text;
  }

  /** Whether no other node would take the call either. */
  public boolean everywhere() {
    return everywhere;
  }

  /** Whether the caller may be told so on a line, and wait: a place comes free when a call ends. */
  public boolean worthWaiting() {
    return worthWaiting;
  }

  /** Its name in figures, such as {@code node-full}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
