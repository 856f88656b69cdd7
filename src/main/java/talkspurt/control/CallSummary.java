package talkspurt.control;

import talkspurt.call.CallPlan;
import talkspurt.call.CallState;
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
 */
public record CallSummary(
    String callId,
    String state,
    CallPlan plan,
    Instruction instruction,
    NextStep next,
    String node) {

  /** A node of an earlier version does not tell which it is. */
  public CallSummary {
    node = node == null ? "" : node;
  }

  /** What a state tells of its call. */
  static CallSummary of(String callId, CallState call, String node) {
    return new CallSummary(
        callId,
        call.getClass().getSimpleName(),
        call.file().plan(),
        call.instruction(),
        call.next(),
        node);
  }
}
