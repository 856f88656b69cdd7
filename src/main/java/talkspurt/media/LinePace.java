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

  /** −50 dBFS: softer samples are as good as silence to who listens. */
  private static final int AUDIBLE = 104;

  private static final int FRAMES_KEPT = 256;
  private static final int NONE = 0;

  /** So many frames before and behind the last that hearing took for speech may have the last sound. */
  private static final int SOONER = 3;

  private static final int LATER = 1;

  /** A line on which sound goes on in these frames behind them is noisy, and tells no end. */
  private static final int QUIET = 2;

  private final long endsLateNanos;

  /** How far into each frame its last audible sample ends, in ns; none: 0. */
  private final int[] audibleNanos = new int[FRAMES_KEPT];

  private long sounds;
  private long frames;
  private long soonest = Long.MAX_VALUE;
  private long soonestBefore = Long.MAX_VALUE;

  /** @param endsLate how much later than the caller's last sound they are taken for silent, on the average */
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

  /** What the line brought, before it is dealt with: all of it, since what hearing makes of it comes up to 25 ms late. */
  void sound(AudioFrame line) {
    audibleNanos[(int) (sounds % FRAMES_KEPT)] = audibleUntil(line);
    sounds++;
  }

  private static int audibleUntil(AudioFrame line) {
    short[] samples = line.samples();
    for (int i = samples.length; i > 0; i--) {
      if (Math.abs(samples[i - 1]) > AUDIBLE) {
        return (int) (i * 1_000_000_000L / line.rateHz());
      }
    }
    return NONE;
  }

  /**
   * When the caller's last sound came, who has been taken for silent for so long; on the same clock. To the sample, where the
   * line is quiet behind it.
   */
  long lastSound(int silentMs) {
    long newest = heardUntil();
    long lastSpeech = frames - 1 - silentMs / AudioFrame.FRAME_MS;
    if (isKept(lastSpeech) && isQuiet(lastSpeech + LATER)) {
      for (long at = lastSpeech + LATER; at >= lastSpeech - SOONER; at--) {
        if (audibleIn(at) != NONE) {
          return newest - (frames - at) * FRAME_NANOS + audibleIn(at);
        }
      }
    }
    return newest - silentMs * NANOS_PER_MS - endsLateNanos;
  }

  private boolean isKept(long lastSpeech) {
    return lastSpeech - SOONER >= Math.max(0, frames - FRAMES_KEPT)
        && lastSpeech + LATER + QUIET < frames;
  }

  private boolean isQuiet(long behind) {
    for (int i = 1; i <= QUIET; i++) {
      if (audibleIn(behind + i) != NONE) {
        return false;
      }
    }
    return true;
  }

  private int audibleIn(long frame) {
    return audibleNanos[(int) (frame % FRAMES_KEPT)];
  }

  /** When the newest frame came, on the same clock; 0 before the first. */
  long heardUntil() {
    return frames == 0 ? 0 : Math.min(soonest, soonestBefore) + frames * FRAME_NANOS;
  }
}
