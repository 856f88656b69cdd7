package talkspurt.control;

import talkspurt.call.CallPlan;
import talkspurt.call.CallState;
import talkspurt.call.CallTally;
import talkspurt.call.Instruction;
import talkspurt.call.NextStep;

/**
 * What is told of a call to whoever asked something of it.
 *
 * @param callId the UUID as text
 * @param state name of the state, such as {@code Listening}
 * @param plan what the dialplan told
 * @param instruction what the live half is to do
 * @param next what the dialplan should do, should it ask
 * @param node the address in the cluster of the node that answers for the call
 * @param tally what is counted of the call
 */
public record CallSummary(
    String callId,
    String state,
    CallPlan plan,
    Instruction instruction,
    NextStep next,
    String node,
    CallTally tally) {

  /** A node of an earlier version does not tell which it is, and counts nothing. */
  public CallSummary {
    node = node == null ? "" : node;
    tally = tally == null ? CallTally.NONE : tally;
  }

  /** A call of which nothing is counted. */
  public CallSummary(
      String callId,
      String state,
      CallPlan plan,
      Instruction instruction,
      NextStep next,
      String node) {
    this(callId, state, plan, instruction, next, node, CallTally.NONE);
  }

  /** What a state tells of its call. */
  static CallSummary of(String callId, CallState call, String node) {
    return new CallSummary(
        callId,
        call.getClass().getSimpleName(),
        call.file().plan(),
        call.instruction(),
        call.next(),
        node,
        call.file().tally());
  }
}
