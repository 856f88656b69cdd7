package talkspurt.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One score a frame, which any threshold may be laid on: the log odds, plus 20, of the third highest
 * speech likelihood of the last four frames, as {@link talkspurt.audio.EchoAwareDetector#speaking} asks for three.
 */
final class Scores {

  private static final double SHIFT = 20;

  private final List<Double> values = new ArrayList<>();
  private final float[] recent = new float[4];
  private final float[] sorted = new float[4];

  void next(int frame, float speech) {
    recent[frame % recent.length] = speech;
    System.arraycopy(recent, 0, sorted, 0, recent.length);
    Arrays.sort(sorted);
    values.add(Math.round((logOdds(sorted[1]) + SHIFT) * 1000) / 1000.0);
  }

  private static double logOdds(float p) {
    double bounded = Math.max(1e-8, Math.min(1 - 1e-7, p));
    return Math.log(bounded / (1 - bounded));
  }

  List<Double> values() {
    return values;
  }
}
