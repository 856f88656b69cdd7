package talkspurt.media;

import talkspurt.audio.AudioFrame;

/**
 * Until when a caller was heard, on a clock. Frames of a line are 20 ms apart, so the one that was dealt with soonest
 * after it came shows when all others came: one that had to wait for this machine is not younger for that. Only the last
 * 5 to 10 s count, because clocks drift apart. Lives on the line's thread.
 */
final class LinePace {

  private static final long FRAME_NANOS = AudioFrame.FRAME_MS * 1_000_000L;
  private static final int FRAMES_COMPARED = 250;

  private long frames;
  private long soonest = Long.MAX_VALUE;
  private long soonestBefore = Long.MAX_VALUE;

  /**
   * The next frame is dealt with.
   *
   * @param nowNanos on a clock that never goes back
   */
  void frame(long nowNanos) {
    if (frames % FRAMES_COMPARED == 0) {
      soonestBefore = soonest;
      soonest = Long.MAX_VALUE;
    }
    frames++;
    soonest = Math.min(soonest, nowNanos - frames * FRAME_NANOS);
  }

  /** When the newest frame came, on the same clock; 0 before the first. */
  long heardUntil() {
    return frames == 0 ? 0 : Math.min(soonest, soonestBefore) + frames * FRAME_NANOS;
  }
}
