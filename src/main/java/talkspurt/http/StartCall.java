package talkspurt.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import talkspurt.call.CallPlan;
import talkspurt.call.Direction;
import talkspurt.call.PhoneNumber;
import talkspurt.call.ToldOutcome;
import talkspurt.control.CallStory;
import talkspurt.outbound.OutboundOrder;
import talkspurt.telemetry.TraceParent;
import talkspurt.text.OutsideText;

/**
 * A call start as it was sent, checked.
 *
 * @param callId the UUID of the call, unless we are to make one
 * @param profile the profile asked for, or empty
 * @param variant the variant of the profile asked for, or empty
 * @param line by what its audio comes
 * @param about the UUID of the call that this one is about, if it is
 * @param direction who called whom
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
    Optional<UUID> about,
    Direction direction,
    String trace,
    Map<String, String> variables,
    List<String> ignored) {

  private static final String ABOUT = "about";

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
      ABOUT,
      "direction",
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
        Optional.ofNullable(fields.get(ABOUT)).map(text -> Checked.callId(ABOUT, text)),
        direction(text(fields, "direction")),
        trace(fields.getOrDefault(TraceParent.NAME, "")),
        variables,
        ignored);
  }

  private static Direction direction(String told) {
    return told.isEmpty()
        ? Direction.INBOUND
        : Direction.of(told).orElseThrow(() -> Checked.bad("direction", told, "inbound, outbound"));
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

  /**
   * The same, with what its bot may tell of the call that it is about: who called, in which language, and what that call's
   * agent told when it sent the caller on, as variables. What the dialplan has sent itself stays.
   */
  StartCall told(CallStory other) {
    CallPlan plan = other.state().file().plan();
    ToldOutcome outcome = ToldOutcome.of(other.events());
    Map<String, String> known = new HashMap<>();
    known.put(ABOUT, other.callId());
    known.put(ToldOutcome.SUMMARY, shortened(outcome.summary()));
    known.put(ToldOutcome.REASON, shortened(outcome.reason()));
    known.put(ToldOutcome.DISPOSITION, shortened(outcome.disposition()));
    known.values().removeIf(String::isEmpty);
    known.putAll(variables);
    return new StartCall(
        callId,
        callerId.isEmpty() ? plan.callerId().number() : callerId,
        dnid,
        lext,
        channel,
        profile,
        variant,
        lang.isEmpty() ? plan.speech() : lang,
        line,
        about,
        direction,
        trace,
        known,
        ignored);
  }

  private static String shortened(String told) {
    return OutsideText.shortened(told, Checked.MAX_VARIABLE_CHARACTERS - 1);
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
        .direction(direction)
        .trace(trace);
  }

  /** The same for a call that was asked for: it is of whom and by whom that says, whatever the dialplan tells. */
  StartCall of(OutboundOrder order) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(order.variables());
    return new StartCall(
        callId,
        order.callerId().orElse(callerId),
        order.request().number().e164(),
        lext,
        channel,
        order.profile(),
        variant,
        lang,
        line,
        about,
        direction,
        trace,
        all,
        ignored);
  }
}
