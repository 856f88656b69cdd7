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
 * @param version which version of the profile was in force when the call was announced, or empty
 * @param variant which variant of the profile answers
 * @param earlier what is known of earlier calls of the same number
 * @param conduct which of the profile's agents speaks, and what they were not let say
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
    TimeLimit limit,
    String version,
    Variant variant,
    EarlierCalls earlier,
    Conduct conduct) {

  /** What was stored before there were sessions, limits, versions, variants, earlier calls or agents has none. */
  public CallPlan {
    lext = OutsideText.repaired(lext);
    channel = OutsideText.repaired(channel);
    profile = OutsideText.repaired(profile);
    language = OutsideText.repaired(language);
    variables = Repaired.map(variables);
    session = session == null ? SessionChange.NONE : session;
    limit = limit == null ? TimeLimit.NONE : limit;
    version = version == null ? "" : version;
    variant = variant == null ? Variant.NONE : variant;
    earlier = earlier == null ? EarlierCalls.UNKNOWN : earlier;
    conduct = conduct == null ? Conduct.NONE : conduct;
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
        TimeLimit.NONE,
        "",
        Variant.NONE,
        EarlierCalls.UNKNOWN,
        Conduct.NONE);
  }

  /** The same with another session, and in its language, where it has one. */
  CallPlan with(SessionChange changed) {
    return new CallPlan(
        callerId,
        dnid,
        lext,
        channel,
        profile,
        changed.language().orElse(language),
        variables,
        announced,
        changed,
        limit,
        version,
        variant,
        earlier,
        conduct);
  }

  /** The same with another limit. */
  public CallPlan with(TimeLimit other) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, other,
        version, variant, earlier, conduct);
  }

  /** The same by another version of its profile. */
  public CallPlan version(String other) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, limit,
        other, variant, earlier, conduct);
  }

  /** The same by this variant of its profile. */
  public CallPlan variant(Variant chosen) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, limit,
        version, chosen, earlier, conduct);
  }

  /** The same with this known of earlier calls. */
  public CallPlan earlier(EarlierCalls found) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, limit,
        version, variant, found, conduct);
  }

  /** The same with another agent. */
  CallPlan with(Conduct other) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, limit,
        version, variant, earlier, other);
  }

  /** Whether this is what was told, whatever was changed since, by requests or in the settings. */
  boolean toldAs(CallPlan other) {
    boolean sameLanguage =
        session.language().isEmpty() && other.session.language().isEmpty();
    return told(sameLanguage).equals(other.told(sameLanguage));
  }

  private CallPlan told(boolean inLanguage) {
    return new CallPlan(
            callerId,
            dnid,
            lext,
            channel,
            profile,
            inLanguage ? language : "",
            variables,
            announced)
        .variant(variant.forced() ? variant : Variant.NONE);
  }

  /** The plan of a line that nobody announced. */
  public static CallPlan unannounced(String profile) {
    return new CallPlan(
        new PhoneNumber(""), new PhoneNumber(""), "", "", profile, "", Map.of(), false);
  }
}
