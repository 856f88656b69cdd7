package talkspurt.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param lacks what of the profile is in another language than the call, by the names of its keys
 * @param spoken the language that the caller turned out to speak, in which the call goes on; or empty
 * @param trace the {@code traceparent} of whoever started the call, or empty
 * @param consent whether the caller agrees that the call is recorded; empty where that is not known
 * @param direction who called whom
 * @param optOut how the called party of an outbound call said that they want no more of them; empty where they did not
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
    Conduct conduct,
    List<String> lacks,
    String spoken,
    String trace,
    Optional<Consent> consent,
    Direction direction,
    Optional<OptOut> optOut) {

  /**
   * What was stored before there were sessions, limits, versions, variants, earlier calls, agents, languages, traces,
   * consents or outbound calls has none.
   */
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
    lacks = lacks == null ? List.of() : List.copyOf(lacks);
    spoken = spoken == null ? "" : spoken;
    trace = trace == null ? "" : trace;
    consent = consent == null ? Optional.empty() : consent;
    direction = direction == null ? Direction.INBOUND : direction;
    optOut = optOut == null ? Optional.empty() : optOut;
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
        Conduct.NONE,
        List.of(),
        "",
        "",
        Optional.empty(),
        Direction.INBOUND,
        Optional.empty());
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
        conduct,
        lacks,
        spoken,
        trace,
        consent,
        direction,
        optOut);
  }

  /** The same with another limit. */
  public CallPlan with(TimeLimit other) {
    return with(other, version, variant, earlier, conduct, lacks, spoken, trace, consent);
  }

  /** The same by another version of its profile. */
  public CallPlan version(String other) {
    return with(limit, other, variant, earlier, conduct, lacks, spoken, trace, consent);
  }

  /** The same by this variant of its profile. */
  public CallPlan variant(Variant chosen) {
    return with(limit, version, chosen, earlier, conduct, lacks, spoken, trace, consent);
  }

  /** The same with this known of earlier calls. */
  public CallPlan earlier(EarlierCalls found) {
    return with(limit, version, variant, found, conduct, lacks, spoken, trace, consent);
  }

  /** The same with another agent. */
  CallPlan with(Conduct other) {
    return with(limit, version, variant, earlier, other, lacks, spoken, trace, consent);
  }

  /** The same of a profile that has these in another language than the call's. */
  public CallPlan lacking(List<String> keys) {
    return with(limit, version, variant, earlier, conduct, keys, spoken, trace, consent);
  }

  /** The same of a caller who turned out to speak this language; empty: of whom nothing is known. */
  CallPlan spoken(String other) {
    return with(limit, version, variant, earlier, conduct, lacks, other, trace, consent);
  }

  /** The same in this trace. */
  public CallPlan trace(String traceparent) {
    return with(limit, version, variant, earlier, conduct, lacks, spoken, traceparent, consent);
  }

  /** The same of a caller who agrees, or does not agree, that the call is recorded. */
  CallPlan with(Optional<Consent> other) {
    return with(limit, version, variant, earlier, conduct, lacks, spoken, trace, other);
  }

  /** In which language the call goes on: that asked for while it runs, else the caller's; empty: the profile's own. */
  public String speech() {
    return spoken.isEmpty() || session.language().isPresent() ? language : spoken;
  }

  private CallPlan with(
      TimeLimit time,
      String which,
      Variant chosen,
      EarlierCalls found,
      Conduct speaks,
      List<String> keys,
      String heard,
      String traced,
      Optional<Consent> agreed) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, time,
        which, chosen, found, speaks, keys, heard, traced, agreed, direction, optOut);
  }

  /** The same of a call that went that way. */
  public CallPlan direction(Direction other) {
    return called(other, optOut);
  }

  /** The same of a called party who said this of further calls, or nothing. */
  CallPlan optOut(Optional<OptOut> said) {
    return called(direction, said);
  }

  private CallPlan called(Direction way, Optional<OptOut> said) {
    return new CallPlan(
        callerId, dnid, lext, channel, profile, language, variables, announced, session, limit,
        version, variant, earlier, conduct, lacks, spoken, trace, consent, way, said);
  }

  /** The number of the person: who called, or in an outbound call was called. */
  public PhoneNumber party() {
    return direction == Direction.OUTBOUND ? dnid : callerId;
  }

  /** Without the variables: a dialplan may send what callers said or typed. */
  @Override
  public String toString() {
    return "CallPlan[profile=" + profile + ", language=" + language + ", " + variables.size()
        + " variables, announced=" + announced + ", version=" + version + ", variant=" + variant
        + ", agent=" + conduct.agent() + ", session=" + session + ", limit=" + limit + "]";
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
        .direction(direction)
        .variant(variant.forced() ? variant : Variant.NONE);
  }

  /** The plan of a line that nobody announced. */
  public static CallPlan unannounced(String profile) {
    return new CallPlan(
        new PhoneNumber(""), new PhoneNumber(""), "", "", profile, "", Map.of(), false);
  }
}
