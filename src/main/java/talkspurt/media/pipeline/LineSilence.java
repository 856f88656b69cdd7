package talkspurt.media.pipeline;

/** How long a line has brought no sound. Written by the line's stream, read by its conversation. */
public final class LineSilence {

  private static final long NANOS_PER_MS = 1_000_000;

  private volatile long heardNanos;

  /** A line that is opened now: it may take as long to bring sound as any to bring more. */
  public LineSilence(long nowNanos) {
    heardNanos = nowNanos;
  }

  /** Sound has come, be it silence. */
  public void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /** The time since then, in ms, 0 or more. */
  public long ms(long nowNanos) {
    return Math.max(0, (nowNanos - heardNanos) / NANOS_PER_MS);
  }
}
