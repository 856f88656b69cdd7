package talkspurt.telemetry;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as W3C Trace Context writes it in {@code traceparent}.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param sampled whether spans of the trace are kept
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

  /** The name of the header, the parameter and the variable. */
  public static final String NAME = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final String INVALID_VERSION = "ff";
  private static final String FIRST_VERSION = "00";

  /** What a text says; empty where it is none. Of later versions that is read which this one knows. */
  public static Optional<TraceParent> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()
        || form.group(1).equals(INVALID_VERSION)
        || form.group(1).equals(FIRST_VERSION) && form.group(5) != null
        || form.group(2).matches("0+")
        || form.group(3).matches("0+")) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(form.group(4), 16) & 1) == 1;
    return Optional.of(new TraceParent(form.group(2), form.group(3), sampled));
  }

  /** The trace of a call that nobody gave one: of the call's id, so it is the same on each node. */
  static String traceIdOf(UUID callId) {
    return hex(callId.getMostSignificantBits()) + hex(nonZero(callId.getLeastSignificantBits()));
  }

  /** The span of the call itself. */
  static String spanIdOf(UUID callId) {
    long mixed = callId.getMostSignificantBits() * 0x9E3779B97F4A7C15L
        ^ Long.rotateLeft(callId.getLeastSignificantBits(), 32);
    return hex(nonZero(mixed));
  }

  private static long nonZero(long bits) {
    return bits == 0 ? 1 : bits;
  }

  static String hex(long bits) {
    return String.format("%016x", bits);
  }

  /** As a header has it. */
  public String text() {
    return FIRST_VERSION + "-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
