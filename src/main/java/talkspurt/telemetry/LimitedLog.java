package talkspurt.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps a log readable while somebody outside causes the same message again and again: of each kind
 * of message so many lines a minute are written, the rest is counted, and the count is written with
 * the first line of a later minute. Thread-safe.
 */
public final class LimitedLog {

  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** Kinds are named by the code, not by peers; the limit is a safeguard. */
  private static final int MAX_KINDS = 256;

  private final NanoClock clock;
  private final int maxLinesPerMinute;
  private final Map<String, Minute> kinds = new HashMap<>();

  /**
   * A log of its own count.
   *
   * @param maxLinesPerMinute of each kind, at least 1
   */
  public LimitedLog(NanoClock clock, int maxLinesPerMinute) {
    if (maxLinesPerMinute < 1) {
      throw new IllegalArgumentException(
          "at most " + maxLinesPerMinute + " lines; allowed: 1 or more");
    }
    this.clock = clock;
    this.maxLinesPerMinute = maxLinesPerMinute;
  }

  /**
   * Writes a line, unless too many of its kind were written within the minute.
   *
   * @param kind a name chosen by the code, never text from outside
   * @param line writes one line that ends in the text it is given: empty, or what was or will be left
   *     out, with a blank in front. Called at once, on the caller's thread, or not at all
   */
  public void log(String kind, Consumer<String> line) {
    String more = take(kind);
    if (more != null) {
      line.accept(more);
    }
  }

  /** The same of a line that tells what an outage of the database may have caused: not while that {@linkplain KnownOutage lasts}. */
  public void logUnlessOutage(String kind, Consumer<String> line) {
    if (!KnownOutage.leavesOut()) {
      log(kind, line);
    }
  }

  /** What the line ends in; null where it is left out. */
  private synchronized String take(String kind) {
    long now = clock.nanoTime();
    // the last of all kinds is shared by those there is no room for
    String known = kinds.containsKey(kind) || kinds.size() < MAX_KINDS - 1 ? kind : "";
    return kinds.computeIfAbsent(known, first -> new Minute(now)).take(now);
  }

  /** A minute begins with its first line. */
  private final class Minute {

    private long sinceNanos;
    private int written;
    private long leftOut;

    Minute(long now) {
      this.sinceNanos = now;
    }

    String take(long now) {
      String before = "";
      if (now - sinceNanos >= MINUTE_NANOS) {
        before = leftOut == 0 ? "" : " (" + leftOut + " such lines were left out before)";
        sinceNanos = now;
        written = 0;
        leftOut = 0;
      }
      if (written == maxLinesPerMinute) {
        leftOut++;
        return null;
      }
      written++;
      return written == maxLinesPerMinute
          ? before + " (more of them within a minute are only counted)"
          : before;
    }
  }
}
