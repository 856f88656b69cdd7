package talkspurt.loadtest.pipelines;

import java.util.Arrays;
import java.util.Optional;
import talkspurt.loadtest.Sound;

/**
 * What a recording shows that a caller waited for: from the last sample of what was said to the first audible
 * one of what was heard. In samples of the recording.
 *
 * @param saidUntil behind the last sample that was said
 * @param heardFrom the first sample that was heard
 */
record RecordedGap(int saidUntil, int heardFrom) {

  /** How exactly a beginning or an end is found: 5 ms. */
  static final int BLOCK = Phone.RATE_HZ / 200;

  /** A frame is sent when its last sample has been said, and recorded from then on; what is heard is heard from when it came. */
  private static final int SENT_BEHIND = Phone.FRAME;

  /** In a part of a recording; empty where nothing was said, or nothing heard after it. */
  static Optional<RecordedGap> in(short[] said, short[] heard, int from, int to) {
    int end = Math.min(to, said.length) - BLOCK;
    while (end >= from && !audible(said, end)) end--;
    if (end < from) return Optional.empty();
    int saidUntil = lastSample(said, end) - SENT_BEHIND;
    for (int at = saidUntil; at + BLOCK <= Math.min(to, heard.length); at++)
      if (audible(heard, at))
        return Optional.of(new RecordedGap(saidUntil, firstSample(heard, at)));
    return Optional.empty();
  }

  private static boolean audible(short[] sound, int at) {
    return Sound.dbfs(Arrays.copyOfRange(sound, at, at + BLOCK)) > Phone.SOUND_DBFS;
  }

  private static int lastSample(short[] sound, int block) {
    int end = block + BLOCK;
    while (end > block && sound[end - 1] == 0) end--;
    return end;
  }

  private static int firstSample(short[] sound, int block) {
    int from = block;
    while (from < block + BLOCK && sound[from] == 0) from++;
    return from;
  }

  double ms() {
    return (heardFrom - saidUntil) * 1000.0 / Phone.RATE_HZ;
  }
}
