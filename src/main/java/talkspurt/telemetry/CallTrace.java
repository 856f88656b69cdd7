package talkspurt.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The trace of one call: spans of its turns, and of what is asked for it. Thread-safe; tells nothing where traces are off. */
public final class CallTrace {

  /** Of a call without a trace. */
  public static final CallTrace NONE = new CallTrace(Traces.off(), null, "", new UUID(0, 0));

  /** What each part of an answer's time is called, by its name in metrics. */
  private static final Map<String, String> PARTS = Map.of(
      "silence", "end of turn",
      "stt", "recogniser",
      "journal", "journal",
      "responder", "agent first token",
      "tts", "voice first sound",
      "playout", "playout",
      "bot", "bot first sound");

  private final Traces traces;
  private final TraceParent call;
  private final String parentId;
  private final UUID callId;

  /**
   * @param call the span of the call itself
   * @param parentId the span that it stands below, or empty
   */
  CallTrace(Traces traces, TraceParent call, String parentId, UUID callId) {
    this.traces = traces;
    this.call = call;
    this.parentId = parentId;
    this.callId = callId;
  }

  /** Whether there is one. */
  public boolean on() {
    return call != null;
  }

  /** The {@code traceparent} for who is asked without a span of the question: a part of the call. */
  public Optional<String> traceparent() {
    return Optional.ofNullable(call).map(TraceParent::text);
  }

  /** The call is over. */
  public void ended(Instant from, Instant until, Map<String, Object> attributes, String error) {
    if (on()) {
      Map<String, Object> all = new TreeMap<>(attributes);
      all.put("talkspurt.call.id", callId.toString());
      all.put("gen_ai.conversation.id", callId.toString());
      traces.tell(call, parentId, "call", SpanKind.SERVER, nanos(from), nanos(until), all, error);
    }
  }

  /**
   * An answer was heard: what the caller waited for until then, part after part.
   *
   * @param parts in ns, in their order, by their names in metrics
   * @param ago how long ago that was
   */
  public void answered(
      int turn, Map<String, Long> parts, Duration ago, Map<String, Object> attributes) {
    if (!on()) {
      return;
    }
    long until = traces.nowNanos() - ago.toNanos();
    long from = until - parts.values().stream().mapToLong(Long::longValue).sum();
    TraceParent own = own();
    Map<String, Object> all = new TreeMap<>(attributes);
    all.put("talkspurt.call.id", callId.toString());
    all.put("talkspurt.turn", (long) turn);
    traces.tell(own, call.spanId(), "turn", SpanKind.INTERNAL, from, until, all, "");
    long begun = from;
    for (Map.Entry<String, Long> part : parts.entrySet()) {
      String name = PARTS.getOrDefault(part.getKey(), part.getKey());
      Map<String, Object> named = Map.of("talkspurt.part", part.getKey());
      long over = begun + part.getValue();
      traces.tell(own(), own.spanId(), name, SpanKind.INTERNAL, begun, over, named, "");
      begun = over;
    }
  }

  /** Something is asked for the call, from now on. */
  public OpenSpan begin(String name, Map<String, Object> attributes) {
    return new OpenSpan(this, on() ? own() : null, name, on() ? traces.nowNanos() : 0, attributes);
  }

  void end(OpenSpan span, Map<String, Object> attributes, String error) {
    attributes.put("talkspurt.call.id", callId.toString());
    traces.tell(
        span.own(),
        call.spanId(),
        span.name(),
        SpanKind.CLIENT,
        span.fromNanos(),
        traces.nowNanos(),
        attributes,
        error);
  }

  private TraceParent own() {
    return new TraceParent(call.traceId(), traces.newSpanId(), call.sampled());
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
