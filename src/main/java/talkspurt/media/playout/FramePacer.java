package talkspurt.media.playout;

import talkspurt.audio.AudioFrame;

/**
 * When frames are due: one every 20 ms by absolute deadlines, so that lateness never adds up.
 *
 * <p>Asterisk advances the RTP timestamp by the clock when two frames are 100 ms or more apart, and
 * by the frame when they are less. So what is late by less is sent at once; after 100 ms or more
 * the rest is shifted in time instead, or every stall would put the stream further ahead of the
 * caller's ear. Time comes in as an argument. Not thread-safe.
 */
final class FramePacer {

  static final long FRAME_NANOS = AudioFrame.FRAME_MS * 1_000_000L;
  private static final long STALL_NANOS = 100_000_000L;

  private long deadline;
  private long lastSent;

  /** The first frame is due at once. */
  FramePacer(long now) {
    deadline = now;
    lastSent = now - FRAME_NANOS;
  }

  /** Whether a frame is to be sent now. */
  boolean due(long now) {
    return now - deadline >= 0;
  }

  /** By how much the frame that is due is late. */
  long lateNanos(long now) {
    return now - deadline;
  }

  /** How long until the next frame is due; 0 when it is. */
  long untilDue(long now) {
    return Math.max(0, deadline - now);
  }

  /**
   * A frame was sent.
   *
   * @return by how much the stream was shifted in time because it had stalled
   */
  long sent(long now) {
    boolean stalled = now - lastSent >= STALL_NANOS;
    long shifted = stalled ? now - deadline : 0;
    deadline = (stalled ? now : deadline) + FRAME_NANOS;
    lastSent = now;
    return shifted;
  }
}
