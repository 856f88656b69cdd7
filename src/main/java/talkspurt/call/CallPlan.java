package talkspurt.call;

import java.util.Map;

/**
 * What the dialplan told about a call, and how it is to be handled.
 *
 * @param callerId who calls
 * @param dnid which number was called
 * @param lext the dialplan's own extension
 * @param channel Asterisk's name of the caller's channel, or empty
 * @param profile name of the profile that answers
 * @param language BCP 47 tag, or empty for the profile's own
 * @param variables whatever else the dialplan sent as {@code var.NAME}
 * @param announced whether a call start was posted; false for a line that came without one
 */
public record CallPlan(
    PhoneNumber callerId,
    PhoneNumber dnid,
    String lext,
    String channel,
    String profile,
    String language,
    Map<String, String> variables,
    boolean announced) {

  public CallPlan {
    variables = Map.copyOf(variables);
  }

  /** The plan of a line that nobody announced. */
  public static CallPlan unannounced(String profile) {
    return new CallPlan(
        new PhoneNumber(""), new PhoneNumber(""), "", "", profile, "", Map.of(), false);
  }
}
