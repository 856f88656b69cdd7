package talkspurt.call;

import java.util.Map;
import talkspurt.text.OutsideText;

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
 * @param session what was asked to be other than in the profile since
 * @param limit how long the call may take, and how much of that is over
 */
public record CallPlan(
    PhoneNumber callerId,
    PhoneNumber dnid,
    String lext,
    String channel,
    String profile,
    String language,
    Map<String, String> variables,
    boolean announced,
    SessionChange session,
    TimeLimit limit) {

  /** What was stored before there were sessions or limits has none. */
  public CallPlan {
    lext = OutsideText.repaired(lext);
    channel = OutsideText.repaired(channel);
    profile = OutsideText.repaired(profile);
    language = OutsideText.repaired(language);
    variables = Repaired.map(variables);
    session = session == null ? SessionChange.NONE : session;
    limit = limit == null ? TimeLimit.NONE : limit;
  }

  /** A plan as it was told, for a call that may take as long as it likes. */
  public CallPlan(
      PhoneNumber callerId,
      PhoneNumber dnid,
      String lext,
      String channel,
      String profile,
      String language,
      Map<String, String> variables,
      boolean announced) {
    this(
        callerId,
        dnid,
        lext,
        channel,
        profile,
        language,
        variables,
        announced,
        SessionChange.NONE,
        TimeLimit.NONE);
  }

  /** The same with another session. */
  CallPlan with(SessionChange changed) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, changed, limit);
  }

  /** The same with another limit. */
  public CallPlan with(TimeLimit other) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, other);
  }

  /** Whether this is what was told, whatever was changed since, by requests or in the settings. */
  boolean toldAs(CallPlan other) {
    return told().equals(other.told());
  }

  private CallPlan told() {
    return with(SessionChange.NONE).with(TimeLimit.NONE);
  }

  /** The plan of a line that nobody announced. */
  public static CallPlan unannounced(String profile) {
    return new CallPlan(
        new PhoneNumber(""), new PhoneNumber(""), "", "", profile, "", Map.of(), false);
  }
}
