package talkspurt.media.conversation;

import java.util.HashMap;
import java.util.Map;
import talkspurt.call.CallPlan;

/** What is known of a call by name, for texts and for bots. */
public final class Variables {

  private Variables() {}

  /** What the dialplan sent, and {@code callerId}, {@code dnid} and {@code lext}. */
  public static Map<String, String> of(CallPlan plan) {
    Map<String, String> variables = new HashMap<>(plan.variables());
    variables.put("callerId", plan.callerId().number());
    variables.put("dnid", plan.dnid().number());
    variables.put("lext", plan.lext());
    return variables;
  }
}
