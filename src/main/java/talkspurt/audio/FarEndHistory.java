package talkspurt.audio;

/** The spectra of what the bot sent, for as far back as an echo may lie. */
final class FarEndHistory {

  /** Longest lag of the first sound of an echo, in hops of 10 ms. */
  static final int LAGS = 132;

  private static final int HOPS = 256;
  private static final int MASK = HOPS - 1;
  private static final int N = Stft.BINS;

  final float[] re = new float[HOPS * N];
  final float[] im = new float[HOPS * N];

  /** Powers in bands, a row of {@link Bands#COUNT} a hop. */
  final float[] bands = new float[HOPS * Bands.COUNT];

  private final float[] totals = new float[HOPS];
  private final float[] power = new float[N];
  private final float[] rowRe = new float[N];
  private final float[] rowIm = new float[N];
  private int now = -1;
  private int sinceSound = Integer.MAX_VALUE / 2;

  /** Goes on one hop and returns where its row of bins begins. */
  int advance() {
    now = (now + 1) & MASK;
    return now * N;
  }

  /** To be called when the row that {@link #advance} gave has been written. */
  void written() {
    System.arraycopy(re, now * N, rowRe, 0, N);
    System.arraycopy(im, now * N, rowIm, 0, N);
    VectorOps.power(power, rowRe, rowIm, N);
    Bands.means(power, bands, now * Bands.COUNT);
    totals[now] = VectorOps.sum(power, 0, N);
    sinceSound = totals[now] > 1e-6f ? 0 : sinceSound + 1;
  }

  /** Power of this hop by bins. */
  float[] power() {
    return power;
  }

  /** Where the row of bins of so many hops ago begins. */
  int row(int hopsAgo) {
    return ((now - hopsAgo) & MASK) * N;
  }

  /** Where the row of bands of so many hops ago begins. */
  int bandRow(int hopsAgo) {
    return ((now - hopsAgo) & MASK) * Bands.COUNT;
  }

  /** Power over all bins so many hops ago. */
  float total(int hopsAgo) {
    return totals[(now - hopsAgo) & MASK];
  }

  /** Hops since anything at all was played. */
  int sinceSound() {
    return sinceSound;
  }
}
