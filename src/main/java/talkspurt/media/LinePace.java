package talkspurt.media;

import java.time.Duration;
import talkspurt.audio.AudioFrame;

/**
 * Until when a caller was heard, on a clock. Frames of a line are 20 ms apart, so the one that was dealt with soonest
 * after it came shows when all others came: one that had to wait for this machine is not younger for that. Only the last
 * 5 to 10 s count, because clocks drift apart. Lives on the line's thread.
 */
final class LinePace {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final long FRAME_NANOS = AudioFrame.FRAME_MS * NANOS_PER_MS;
  private static final int FRAMES_COMPARED = 250;

  private final long endsLateNanos;
  private long frames;
  private long soonest = Long.MAX_VALUE;
  private long soonestBefore = Long.MAX_VALUE;

  /** @param endsLate how much later than the caller's last sound they are taken for silent */
  LinePace(Duration endsLate) {
    this.endsLateNanos = endsLate.toNanos();
  }

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

  /** When the caller's last sound came, who has been taken for silent for so long; on the same clock. */
  long lastSound(int silentMs) {
    return heardUntil() - silentMs * NANOS_PER_MS - endsLateNanos;
  }

  /** When the newest frame came, on the same clock; 0 before the first. */
  long heardUntil() {
    return frames == 0 ? 0 : Math.min(soonest, soonestBefore) + frames * FRAME_NANOS;
  }
}
