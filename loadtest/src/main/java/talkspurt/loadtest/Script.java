package talkspurt.loadtest;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What every caller of a run says and keys, frame by frame of 20 ms. */
final class Script {
  static final int FRAMES_PER_SECOND = 50;
  static final long FRAME_NANOS = 1_000_000_000L / FRAMES_PER_SECOND;

  private static final double ONSET_DBFS = -40;
  private static final int FRAMES_BETWEEN_DIGITS = 10;
  private static final int NONE = -1;

  private final int rateHz;
  private final short[] silence;
  private final Map<Integer, short[]> frames = new HashMap<>();
  private final Map<Integer, String> digits = new HashMap<>();
  private final Map<Integer, Set<BargeInTimer.By>> onsets = new HashMap<>();
  private final Set<Integer> ends = new HashSet<>();

  Script(int rateHz) {
    this.rateHz = rateHz;
    this.silence = new short[rateHz / FRAMES_PER_SECOND];
  }

  /** Says a sound from a second of the call on, over whatever else is said there. */
  void say(Sound sound, double atSecond) {
    short[] samples = sound.at(rateHz).samples();
    int first = frame(atSecond);
    boolean begun = false;
    int lastLoud = NONE;
    for (int from = 0; from < samples.length; from += silence.length) {
      int frame = first + from / silence.length;
      short[] piece = new short[silence.length];
      System.arraycopy(samples, from, piece, 0, Math.min(piece.length, samples.length - from));
      boolean loud = Sound.dbfs(piece) > ONSET_DBFS;
      if (!begun && loud) {
        begun = true;
        onset(frame, BargeInTimer.By.VOICE);
      }
      if (loud) lastLoud = frame;
      frames.merge(frame, piece, Script::mixed);
    }
    if (begun) ends.add(lastLoud);
  }

  /** Keys digits from a second of the call on, 200 ms apart; the first of them is the onset. */
  void key(String keys, double atSecond) {
    int frame = frame(atSecond);
    onset(frame, BargeInTimer.By.DTMF);
    for (int i = 0; i < keys.length(); i++)
      digits.merge(frame + i * FRAMES_BETWEEN_DIGITS, keys.substring(i, i + 1), String::concat);
  }

  short[] sound(int frame) {
    return frames.getOrDefault(frame, silence);
  }

  String digits(int frame) {
    return digits.getOrDefault(frame, "");
  }

  /** What begins in this frame that may interrupt the engine. */
  Set<BargeInTimer.By> onsets(int frame) {
    return onsets.getOrDefault(frame, Set.of());
  }

  /** Whether this frame is the last loud one of something that is said. */
  boolean ends(int frame) {
    return ends.contains(frame);
  }

  private void onset(int frame, BargeInTimer.By by) {
    onsets.computeIfAbsent(frame, f -> EnumSet.noneOf(BargeInTimer.By.class)).add(by);
  }

  private static int frame(double atSecond) {
    return (int) Math.round(atSecond * FRAMES_PER_SECOND);
  }

  private static short[] mixed(short[] one, short[] other) {
    short[] sum = new short[one.length];
    for (int i = 0; i < sum.length; i++) sum[i] = Sound.saturated(one[i] + other[i]);
    return sum;
  }
}
