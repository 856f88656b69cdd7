package talkspurt.audio;

/**
 * Hears keys pressed in band: two tones, one of each group of ITU-T Q.23, alone in 20 ms.
 *
 * <p>Goertzel's algorithm on windows 10 ms apart; a key is a key when two of them agree, and the same
 * key counts again only after a window without it. Tones of 40 ms and more are heard. The two tones
 * must carry nearly all the energy, which keeps voices from being taken for keys. Not thread-safe.
 */
public final class DtmfDetector {

  /** Stands for no new key. */
  public static final char NONE = 0;

  private static final double[] ROWS_HZ = {697, 770, 852, 941};
  private static final double[] COLUMNS_HZ = {1209, 1336, 1477, 1633};
  private static final String KEYS = "123A456B789C*0#D";
  private static final double LEAST_LEVEL_DBFS = -42;
  private static final double LEAST_SHARE = 0.78;
  private static final double MAX_TWIST = 6.4;
  private static final double LEAST_LEAD = 4;

  private final int rateHz;
  private final double[] rows;
  private final double[] columns;
  private final short[] window;
  private final double[] rowPower = new double[4];
  private final double[] columnPower = new double[4];
  private char candidate = NONE;
  private char held = NONE;

  /** A detector for a line of one rate. */
  public DtmfDetector(int rateHz) {
    this.rateHz = rateHz;
    rows = coefficients(ROWS_HZ);
    columns = coefficients(COLUMNS_HZ);
    window = new short[AudioFrame.samplesPerFrame(rateHz)];
  }

  private double[] coefficients(double[] hz) {
    double[] coefficients = new double[hz.length];
    for (int k = 0; k < hz.length; k++) {
      coefficients[k] = 2 * Math.cos(2 * Math.PI * hz[k] / rateHz);
    }
    return coefficients;
  }

  /** Takes the next 20 ms and returns the key whose press was recognised in them, or {@link #NONE}. */
  public char hear(short[] frame) {
    char first = step(frame, 0);
    char second = step(frame, frame.length / 2);
    return first != NONE ? first : second;
  }

  private char step(short[] frame, int from) {
    int half = window.length / 2;
    System.arraycopy(window, half, window, 0, half);
    System.arraycopy(frame, from, window, half, half);
    char key = key();
    char pressed = key != NONE && key == candidate && key != held ? key : NONE;
    held = pressed != NONE ? pressed : key == held ? held : NONE;
    candidate = key;
    return pressed;
  }

  private char key() {
    double energy = 0;
    for (short sample : window) {
      energy += (double) sample * sample;
    }
    if (Level.dbfs(energy / window.length) < LEAST_LEVEL_DBFS) {
      return NONE;
    }
    int row = strongest(rows, rowPower);
    int column = strongest(columns, columnPower);
    // a tone of amplitude a has the energy a²n/2 and the Goertzel power a²n²/4
    double share = (rowPower[row] + columnPower[column]) * 2 / window.length / energy;
    double twist = rowPower[row] / (columnPower[column] + 1e-9);
    boolean tones = share > LEAST_SHARE && twist < MAX_TWIST && twist > 1 / MAX_TWIST;
    return tones && leads(rowPower, row) && leads(columnPower, column)
        ? KEYS.charAt(4 * row + column)
        : NONE;
  }

  private int strongest(double[] coefficients, double[] power) {
    goertzel(coefficients, power);
    int top = 0;
    for (int k = 0; k < power.length; k++) {
      top = power[k] > power[top] ? k : top;
    }
    return top;
  }

  /** Four tones at once: each waits for its sample before last, not for the others. */
  private void goertzel(double[] coefficients, double[] power) {
    double a = coefficients[0];
    double b = coefficients[1];
    double c = coefficients[2];
    double d = coefficients[3];
    double a1 = 0;
    double a2 = 0;
    double b1 = 0;
    double b2 = 0;
    double c1 = 0;
    double c2 = 0;
    double d1 = 0;
    double d2 = 0;
    for (short sample : window) {
      double now = sample - a2 + a * a1;
      a2 = a1;
      a1 = now;
      now = sample - b2 + b * b1;
      b2 = b1;
      b1 = now;
      now = sample - c2 + c * c1;
      c2 = c1;
      c1 = now;
      now = sample - d2 + d * d1;
      d2 = d1;
      d1 = now;
    }
    power[0] = a1 * a1 + a2 * a2 - a * a1 * a2;
    power[1] = b1 * b1 + b2 * b2 - b * b1 * b2;
    power[2] = c1 * c1 + c2 * c2 - c * c1 * c2;
    power[3] = d1 * d1 + d2 * d2 - d * d1 * d2;
  }

  private static boolean leads(double[] power, int top) {
    for (int k = 0; k < power.length; k++) {
      if (k != top && power[k] * LEAST_LEAD > power[top]) {
        return false;
      }
    }
    return true;
  }
}
