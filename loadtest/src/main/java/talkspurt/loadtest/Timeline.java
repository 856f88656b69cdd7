package talkspurt.loadtest;

/**
 * Where heard frames lie on the call's clock, in samples: each after the one before as long as it comes
 * within 60 ms of that place, otherwise where it came.
 */
final class Timeline {
  private static final int TOLERANCE_MS = 60;

  private final long tolerance;
  private long end = Long.MIN_VALUE;

  Timeline(int rateHz) {
    tolerance = (long) rateHz * TOLERANCE_MS / 1000;
  }

  /** The place of a frame. It may overlap the one before, when frames come in a burst. */
  long place(long arrival, int length) {
    boolean follows = end != Long.MIN_VALUE && Math.abs(arrival - end) <= tolerance;
    long position = follows ? end : arrival;
    end = Math.max(end, position + length);
    return position;
  }
}
