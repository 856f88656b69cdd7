package talkspurt.loadtest.pipelines;

import java.util.Arrays;
import talkspurt.loadtest.Sound;

/** Silence in a recording. */
final class Gaps {
  private static final int FRAME_MS = 20;

  private Gaps() {}

  /** A recording from its first sound to its last. */
  static short[] trimmed(short[] heard) {
    int from = 0;
    while (from < heard.length && heard[from] == 0) from++;
    int to = heard.length;
    while (to > from && heard[to - 1] == 0) to--;
    return Arrays.copyOfRange(heard, from, to);
  }

  /** The longest time, within a part of a recording, in which nothing was heard. */
  static int longestMs(short[] heard, int fromMs, int toMs) {
    int longest = 0;
    int run = 0;
    for (int ms = fromMs - fromMs % FRAME_MS; ms < toMs; ms += FRAME_MS) {
      int at = ms * Phone.RATE_HZ / 1000;
      boolean loud = at + Phone.FRAME <= heard.length
          && Sound.dbfs(Arrays.copyOfRange(heard, at, at + Phone.FRAME)) > Phone.SOUND_DBFS;
      run = loud ? 0 : run + FRAME_MS;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
