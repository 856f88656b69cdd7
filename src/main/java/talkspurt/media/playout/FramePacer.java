package talkspurt.media.playout;

import talkspurt.audio.AudioFrame;

/**
 * When frames are due: one every 20 ms by absolute deadlines, so that lateness never adds up.
 *
 * <p>Asterisk advances the RTP timestamp by the clock when two frames are 100 ms or more apart, and
 * by the frame when they are less. So what is late by less is sent at once; after 100 ms or more
 * the rest is shifted in time instead, or every stall would put the stream further ahead of the
 * caller's ear. It is shifted by whole frames, so that frames keep their step: the caller's sound is
 * laid beside them by whole frames, too. Time comes in as an argument. Not thread-safe.
 */
final class FramePacer {

  static final long FRAME_NANOS = AudioFrame.FRAME_MS * 1_000_000L;
  private static final long STALL_NANOS = 100_000_000L;

  private long deadline;
  private long lastSent;
  private long stalledNanos;

  /** The first frame is due at once. */
  FramePacer(long now) {
    deadline = now;
    lastSent = now - FRAME_NANOS;
  }

  /** Whether a frame is to be sent now. */
  boolean due(long now) {
    return now - deadline >= 0;
  }

  /** By how much the frame that is due is late; of the first behind a stall, when it was due before. */
  long lateNanos(long now) {
    return now - deadline + stalledNanos;
  }

  /** How long until the next frame is due; 0 when it is. */
  long untilDue(long now) {
    return Math.max(0, deadline - now);
  }

  /**
   * Shifts the stream in time where it has stalled; to be asked before whether a frame is due.
   *
   * @return by how much: whole frames, so that the next is due within one
   */
  long shift(long now) {
    if (now - lastSent < STALL_NANOS) {
      return 0;
    }
    long frames = (now - deadline + FRAME_NANOS - 1) / FRAME_NANOS;
    long shifted = frames * FRAME_NANOS;
    deadline += shifted;
    lastSent = deadline - FRAME_NANOS;
    stalledNanos += shifted;
    return shifted;
  }

  /** A frame was sent. */
  void sent(long now) {
    deadline += FRAME_NANOS;
    lastSent = now;
    stalledNanos = 0;
  }
}
