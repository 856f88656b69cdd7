package talkspurt.replay;

import java.util.stream.DoubleStream;

/**
 * The time axis all panels of a plot share.
 *
 * @param seconds length of the recording
 * @param left first pixel column
 * @param width pixel columns
 */
record TimeAxis(double seconds, int left, int width) {

  private static final double[] STEPS_S = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600
  };
  private static final int MAX_TICKS = 16;

  int x(double atS) {
    return left + (int) Math.round(atS / seconds * width);
  }

  double stepS() {
    return DoubleStream.of(STEPS_S)
        .filter(step -> seconds / step <= MAX_TICKS)
        .findFirst()
        .orElse(seconds);
  }

  double[] ticksS() {
    double step = stepS();
    return DoubleStream.iterate(0, at -> at <= seconds, at -> at + step).toArray();
  }

  String label(double atS) {
    return stepS() < 1 ? ClockText.hundredths(atS) : ClockText.seconds(atS);
  }
}
