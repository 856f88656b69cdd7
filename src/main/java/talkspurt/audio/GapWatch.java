package talkspurt.audio;

/**
 * Sees frames that never were: silence put in for a lost packet, or the packet before played again.
 *
 * <p>Such a frame breaks the relation between what was played and what comes back, so nothing may be
 * learned from it, nor from the windows that touch it.
 */
final class GapWatch {

  // frames of a quiet line stay within the first steps of a-law and µ-law
  private static final int STEP = 8;
  private static final int LEAST_PEAK = 64;
  private static final int HOPS_TOUCHED = 3;

  private short[] before = new short[0];
  private boolean stillBefore = true;
  private int broken;

  /** Takes the next frame of the line, at any rate, and says whether it is a gap. */
  boolean gap(short[] frame) {
    if (before.length != frame.length) {
      before = new short[frame.length];
    }
    boolean still = still(frame);
    boolean gap = still || repeated(frame);
    stillBefore = still;
    System.arraycopy(frame, 0, before, 0, frame.length);
    broken = gap ? 2 + HOPS_TOUCHED : Math.max(0, broken - 2);
    return gap;
  }

  /** Whether the window of a hop of this frame, the first or the second, touches a gap. */
  boolean touches(int hop) {
    return broken > hop;
  }

  private static boolean still(short[] frame) {
    short first = frame[0];
    if (Math.abs(first) > STEP) {
      return false;
    }
    for (short sample : frame) {
      if (sample != first) {
        return false;
      }
    }
    return true;
  }

  /** Whether the frame is the one before times a constant, to within rounding. */
  private boolean repeated(short[] frame) {
    if (stillBefore) {
      return false;
    }
    int top = 0;
    for (int n = 1; n < frame.length; n++) {
      if (Math.abs(before[n]) > Math.abs(before[top])) {
        top = n;
      }
    }
    if (Math.abs(before[top]) < LEAST_PEAK) {
      return false;
    }
    float ratio = (float) frame[top] / before[top];
    if (ratio < 0.1f || ratio > 1.02f) {
      return false;
    }
    for (int n = 0; n < frame.length; n++) {
      if (Math.abs(frame[n] - ratio * before[n]) > 2) {
        return false;
      }
    }
    return true;
  }
}
