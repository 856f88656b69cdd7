package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;

/** The instants at which the caller was found to begin speaking, half a second apart at least. */
final class Onsets {

  private static final int REFRACTORY_FRAMES = 25;

  private final List<Double> timesS = new ArrayList<>();
  private int last = -REFRACTORY_FRAMES;
  private boolean before;

  void next(int frame, boolean speaking) {
    if (speaking && !before && frame - last >= REFRACTORY_FRAMES) {
      timesS.add(LineReplay.timeS(frame));
      last = frame;
    }
    before = speaking;
  }

  /** In seconds of sound heard. */
  List<Double> timesS() {
    return List.copyOf(timesS);
  }
}
