package talkspurt.media.playout;

import talkspurt.media.settings.PlayoutSettings;

/**
 * How much sound is to wait in playback: as much as the voice that speaks needs, within the settings.
 * Not thread-safe.
 */
final class BufferTarget {

  /** A frame that is being taken, one by which the clock may come first, and one asked for late. */
  private static final int MARGIN_MS = 60;

  /** For a voice that has not been measured. */
  private static final int FIRST_LOW_MS = 200;

  private static final int FIRST_HIGH_MS = 400;

  /** Between asking and not asking. */
  private static final int BAND_MS = 20;

  private final int leastMs;
  private final int mostMs;
  private final int startMs;
  private VoicePace pace = VoicePace.NONE;

  BufferTarget(PlayoutSettings settings) {
    leastMs = (int) settings.lowWater().toMillis();
    mostMs = (int) settings.highWater().toMillis();
    startMs = (int) settings.startAt().toMillis();
  }

  /** Whose sound comes next. */
  void voice(VoicePace newPace) {
    pace = newPace;
  }

  /** Whose sound comes. */
  VoicePace voice() {
    return pace;
  }

  /** Below so much more is asked for. */
  int lowMs() {
    return lowMs(pace.need());
  }

  private int lowMs(VoicePace.Need need) {
    return within(need.known() ? need.lagMs() + MARGIN_MS : FIRST_LOW_MS);
  }

  /** At so much nothing more is asked for. */
  int highMs() {
    VoicePace.Need need = pace.need();
    return need.known() ? Math.min(mostMs, lowMs(need) + BAND_MS) : within(FIRST_HIGH_MS);
  }

  /**
   * Whether playback may begin, or go on after it ran dry.
   *
   * @param waitingMs how much sound waits
   * @param sinceMs how long ago the first of it came
   */
  boolean enough(int waitingMs, int sinceMs) {
    VoicePace.Need need = pace.need();
    if (waitingMs < startMs || !need.known()) {
      return waitingMs >= startMs;
    }
    return waitingMs >= lowMs(need) || sinceMs >= Math.min(mostMs, need.delayMs() + MARGIN_MS);
  }

  private int within(int ms) {
    return Math.max(leastMs, Math.min(mostMs, ms));
  }
}
