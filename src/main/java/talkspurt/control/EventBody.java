package talkspurt.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.EndReason;
import talkspurt.call.RecordingPart;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundState;

/**
 * What is told of an event, in JSON: the one place where that is made. What is kept holds the numbers of callers and no
 * words; whoever may have words is given them when the event is sent (src/docs/events.md).
 */
public final class EventBody {

  private static final String CALLER = "callerId";
  private static final String CALLED = "dnid";

  /** So many digits of a number that is masked are left. */
  private static final int SHOWN_DIGITS = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private EventBody() {}

  // ---- what is kept

  static Map<String, Object> started(CallLogEntry call) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(CALLER, call.callerId());
    data.put(CALLED, call.dnid());
    profile(data, call);
    text(data, "language", call.language());
    data.put("registeredAt", call.registeredAt().toString());
    time(data, "answeredAt", call.answeredAt());
    return data;
  }

  static Map<String, Object> ended(CallLogEntry call) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reason", EndReason.label(call.endReason().orElse("")));
    profile(data, call);
    text(data, "language", call.language());
    data.put("registeredAt", call.registeredAt().toString());
    time(data, "answeredAt", call.answeredAt());
    time(data, "endedAt", call.endedAt());
    call.answeredAt()
        .flatMap(from -> call.endedAt().map(to -> Duration.between(from, to)))
        .ifPresent(lasted -> data.put("durationMs", lasted.toMillis()));
    data.put("failed", call.failed());
    data.put("failures", call.failures());
    data.put("bargeIns", call.bargeIns());
    data.put("answers", call.answers().count());
    data.put("answerMs", call.answers().ms());
    data.put("costMillionths", call.cost());
    return data;
  }

  static Map<String, Object> fault(CallFault fault) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("fault", fault.name());
    text(data, "line", fault.line());
    fault.turn().ifPresent(turn -> data.put("turn", turn));
    text(data, "provider", fault.provider());
    text(data, "kind", fault.kind());
    text(data, "detail", fault.detail());
    data.put("madeGood", fault.madeGood());
    data.put("times", fault.times());
    return data;
  }

  /** Of a call that was asked for, and is over or refused. */
  static Map<String, Object> outbound(Outbound one) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("outboundId", one.id().toString());
    one.order().campaign().ifPresent(campaign -> data.put("campaign", campaign));
    if (one.call().state() instanceof OutboundState.Over over) {
      data.put("outcome", over.outcome().wire());
    } else if (one.call().state() instanceof OutboundState.Refused refused) {
      data.put("refusedBy", refused.why().wire());
    }
    int attempts = one.call().attempts().size();
    data.put("attempts", attempts);
    if (attempts > 0) {
      data.put("lastCallId", one.callId(attempts).toString());
    }
    return data;
  }

  /** Of a file that ended. */
  static Map<String, Object> recording(RecordingPart part) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("part", part.number());
    text(data, "reason", part.reason());
    data.put("startedAt", part.startedAt().toString());
    text(data, "line", part.line());
    if (!part.file().isEmpty()) {
      data.put("node", part.node());
      data.put("file", part.file());
      data.put("rateHz", part.rateHz());
      if (!part.cut()) {
        data.put("samples", part.samples());
      }
      data.put("silencedSamples", part.silenced());
      data.put("lostSamples", part.lost());
    }
    text(data, "stored", part.stored());
    return data;
  }

  static Map<String, Object> outcome(CallOutcome outcome) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("state", outcome.state().label());
    data.put("source", outcome.source().label());
    text(data, "disposition", outcome.told().disposition());
    data.put("goals", outcome.goals());
    data.put("endReason", EndReason.label(outcome.endReason()));
    data.put("endedAt", outcome.endedAt().toString());
    text(data, "profileVersion", outcome.version());
    outcome.cause().ifPresent(why -> data.put("cause", why));
    return data;
  }

  static Map<String, Object> budget(
      String period, Instant from, int percent, long spent, long most, String currency) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("period", period);
    data.put("from", from.toString());
    data.put("percent", percent);
    data.put("spentMillionths", spent);
    data.put("budgetMillionths", most);
    data.put("currency", currency);
    return data;
  }

  private static void profile(Map<String, Object> data, CallLogEntry call) {
    text(data, "profileVersion", call.version());
    text(data, "experiment", call.variant().experiment());
    text(data, "variant", call.variant().name());
  }

  private static void text(Map<String, Object> data, String name, String text) {
    if (!text.isEmpty()) {
      data.put(name, text);
    }
  }

  private static void time(Map<String, Object> data, String name, Optional<Instant> time) {
    time.ifPresent(known -> data.put(name, known.toString()));
  }

  static String json(Map<String, Object> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // ---- what is sent

  /** All of an event, with numbers as they are and no words. */
  public static Map<String, Object> of(StoredEvent event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", event.id());
    body.put("type", event.type());
    body.put("version", event.version());
    body.put("timestamp", event.at().toString());
    body.put("sequence", event.sequence());
    if (!event.callId().isEmpty()) {
      body.put("callId", event.callId());
    }
    if (!event.profile().isEmpty()) {
      body.put("profile", event.profile());
    }
    body.put("data", new RawValue(event.data()));
    return body;
  }

  /**
   * The same as it is posted.
   *
   * @param masked whether of numbers only the last digits are told
   * @param words what else is told, where the receiver may have words; else nothing
   */
  public static String posted(StoredEvent event, boolean masked, Map<String, Object> words) {
    Map<String, Object> body = of(event);
    if (masked || !words.isEmpty()) {
      Map<String, Object> data = read(event.data());
      if (masked) {
        data.computeIfPresent(CALLER, (name, number) -> masked(number.toString()));
        data.computeIfPresent(CALLED, (name, number) -> masked(number.toString()));
      }
      data.putAll(words);
      body.put("data", data);
    }
    return json(body);
  }

  private static Map<String, Object> read(String data) {
    try {
      return JSON.readValue(data, OBJECT);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("an event cannot be read", broken);
    }
  }

  /** Of a number its last digits; of a name nothing. */
  static String masked(String number) {
    int from = number.length() - SHOWN_DIGITS;
    boolean digits = from > SHOWN_DIGITS && number.substring(from).matches("[0-9]+");
    return digits ? "*".repeat(from) + number.substring(from) : "*".repeat(number.length());
  }
}
