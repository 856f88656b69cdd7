package talkspurt.trace;

import talkspurt.audio.Level;

/**
 * What a trace tells of one frame, packed into one number, so that it goes through a queue without an object.
 *
 * @param speech in percent
 * @param bot whether the bot has the floor
 * @param lineDb levels in dBFS, from -96 to 0
 * @param lateMs see {@link TraceEvent.Frames#late}
 */
public record FrameMark(int speech, boolean bot, int lineDb, int botDb, int cleanDb, int lateMs) {

  private static final int BITS = 7;
  private static final int MASK = (1 << BITS) - 1;
  private static final int PERCENT = 100;

  /**
   * Packs what was heard in a frame.
   *
   * @param speech how likely the caller speaks, 0 to 1
   */
  public static long pack(
      float speech, boolean bot, short[] line, short[] sent, short[] clean, int lateMs) {
    long packed = lateMs;
    packed = packed << BITS | -levelDb(clean);
    packed = packed << BITS | -levelDb(sent);
    packed = packed << BITS | -levelDb(line);
    packed = packed << 1 | (bot ? 1 : 0);
    return packed << BITS | percent(speech);
  }

  /** A likelihood from 0 to 1 as traces tell it. */
  public static int percent(float speech) {
    return Math.round(PERCENT * speech);
  }

  /** What was packed. */
  public static FrameMark of(long packed) {
    long rest = packed >> BITS + 1;
    return new FrameMark(
        (int) packed & MASK,
        (packed >> BITS & 1) == 1,
        -((int) rest & MASK),
        -((int) (rest >> BITS) & MASK),
        -((int) (rest >> 2 * BITS) & MASK),
        (int) (rest >> 3 * BITS));
  }

  private static int levelDb(short[] samples) {
    return (int) Math.min(0, Math.round(Level.dbfs(samples)));
  }
}
