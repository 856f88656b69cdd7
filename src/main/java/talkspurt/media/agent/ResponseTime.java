package talkspurt.media.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a caller waited for between the caller's last sound and the first of the answer: each part from where
 * the one before it ended, so that what was hidden behind others counts as nothing.
 */
final class ResponseTime {

  /** The name of all parts together. */
  static final String WHOLE = "whole";

  private static final long NANOS_PER_MS = 1_000_000;

  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final long from;
  private long upTo;

  /** Nothing was waited for yet. */
  ResponseTime(long from) {
    this.from = from;
    this.upTo = from;
  }

  /** A part was waited for until then. */
  ResponseTime then(String part, long until) {
    long end = Math.max(upTo, until);
    nanos.put(part, end - upTo);
    upTo = end;
    return this;
  }

  /** How long each part was waited for, in their order. */
  Map<String, Long> parts() {
    return new LinkedHashMap<>(nanos);
  }

  /** The same in whole milliseconds. */
  Map<String, Long> ms() {
    Map<String, Long> ms = new LinkedHashMap<>();
    nanos.forEach((part, time) -> ms.put(part, time / NANOS_PER_MS));
    return ms;
  }

  /** How long each part was waited for, and all of them. */
  Map<String, Long> nanos() {
    Map<String, Long> all = new LinkedHashMap<>(nanos);
    all.put(WHOLE, whole());
    return all;
  }

  /** All parts together, in nanoseconds. */
  long whole() {
    return upTo - from;
  }

  /** As an operator reads it. */
  String text() {
    StringJoiner parts = new StringJoiner(", ");
    nanos.forEach((part, time) -> parts.add(part + " " + time / NANOS_PER_MS));
    return (upTo - from) / NANOS_PER_MS + " ms (" + parts + ")";
  }
}
