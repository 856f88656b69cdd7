package talkspurt.replay;

import java.util.function.IntToDoubleFunction;

/** The least and the greatest value of a series in each pixel column; NaN where there is none. */
final class Envelope {

  final double[] least;
  final double[] greatest;

  private Envelope(int columns) {
    least = new double[columns];
    greatest = new double[columns];
  }

  /** Spreads values over columns; a value NaN counts as missing. */
  static Envelope of(int count, IntToDoubleFunction value, int columns) {
    Envelope envelope = new Envelope(columns);
    for (int c = 0; c < columns; c++) {
      int from = (int) ((long) c * count / columns);
      int to = Math.max(from + 1, (int) ((c + 1L) * count / columns));
      double least = Double.NaN;
      double greatest = Double.NaN;
      for (int k = from; k < to; k++) {
        double v = value.applyAsDouble(k);
        // no comparison with NaN holds, so these take the first value there is
        least = v >= least ? least : Double.isNaN(v) ? least : v;
        greatest = v <= greatest ? greatest : Double.isNaN(v) ? greatest : v;
      }
      envelope.least[c] = least;
      envelope.greatest[c] = greatest;
    }
    return envelope;
  }
}
