package talkspurt.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Something that is asked for a call, until it is answered. Thread-safe; of a call without a trace it tells nothing. */
public final class OpenSpan {

  private final CallTrace trace;
  private final TraceParent own;
  private final String name;
  private final long fromNanos;
  private final Map<String, Object> attributes;
  private boolean over;

  OpenSpan(
      CallTrace trace,
      TraceParent own,
      String name,
      long fromNanos,
      Map<String, Object> attributes) {
    this.trace = trace;
    this.own = own;
    this.name = name;
    this.fromNanos = fromNanos;
    this.attributes = new HashMap<>(attributes);
  }

  TraceParent own() {
    return own;
  }

  String name() {
    return name;
  }

  long fromNanos() {
    return fromNanos;
  }

  /** The {@code traceparent} for who is asked. */
  public Optional<String> traceparent() {
    return Optional.ofNullable(own).map(TraceParent::text);
  }

  /** One thing more is known of it: a string, a long or a double. */
  public synchronized void with(String key, Object value) {
    attributes.put(key, value);
  }

  /** It was answered. What is told after its end is not heard. */
  public void end() {
    end("");
  }

  /**
   * It is over.
   *
   * @param error what went wrong, in a word; empty: nothing
   */
  public synchronized void end(String error) {
    if (own != null && !over) {
      over = true;
      trace.end(this, attributes, error);
    }
  }
}
