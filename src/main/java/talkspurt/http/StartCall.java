package talkspurt.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.CallPlan;
import talkspurt.call.PhoneNumber;
import talkspurt.telemetry.TraceParent;

/**
 * A call start as it was sent, checked.
 *
 * @param callId the UUID of the call, unless we are to make one
 * @param profile the profile asked for, or empty
 * @param variant the variant of the profile asked for, or empty
 * @param line by what its audio comes
 * @param trace its {@code traceparent}, or empty
 * @param ignored names of what was sent beside, and is not kept
 */
record StartCall(
    Optional<UUID> callId,
    String callerId,
    String dnid,
    String lext,
    String channel,
    String profile,
    String variant,
    String lang,
    LineKind line,
    String trace,
    Map<String, String> variables,
    List<String> ignored) {

  /** The names of all fields but the variables, in the query as in the body. */
  static final List<String> FIELDS = List.of(
      "callerId",
      "uuid",
      "dnid",
      "lext",
      "channel",
      "profile",
      "variant",
      "lang",
      "line",
      TraceParent.NAME);

  StartCall {
    variables = Map.copyOf(variables);
    ignored = List.copyOf(ignored);
  }

  /**
   * Checks what was sent.
   *
   * @param fields by the names in {@link #FIELDS}
   */
  static StartCall of(
      Map<String, String> fields, Map<String, String> variables, List<String> ignored) {
    if (!fields.containsKey("callerId")) {
      throw Problem.badField("callerId", "is missing; it may be empty").found();
    }
    return new StartCall(
        Optional.ofNullable(fields.get("uuid")).map(text -> Checked.callId("uuid", text)),
        text(fields, "callerId"),
        text(fields, "dnid"),
        text(fields, "lext"),
        text(fields, "channel"),
        text(fields, "profile"),
        text(fields, "variant"),
        Checked.language("lang", text(fields, "lang")),
        LineKind.of(text(fields, "line")),
        trace(fields.getOrDefault(TraceParent.NAME, "")),
        variables,
        ignored);
  }

  private static String trace(String told) {
    if (!told.isEmpty() && TraceParent.read(told).isEmpty()) {
      throw Checked.bad(
          TraceParent.NAME, told, "W3C Trace Context, such as 00-32 digits-16 digits-01");
    }
    return told;
  }

  private static String text(Map<String, String> fields, String name) {
    return Checked.text(name, fields.getOrDefault(name, ""));
  }

  CallPlan plan(String chosenProfile) {
    return new CallPlan(
            new PhoneNumber(callerId),
            new PhoneNumber(dnid),
            lext,
            channel,
            chosenProfile,
            lang,
            variables,
            true)
        .trace(trace);
  }
}
