package talkspurt.audio;

/**
 * Makes sound louder or quieter. What would have no room is bent below full scale, and not cut off there.
 *
 * @param db by how much
 */
public record Gain(double db) {

  /** Sound stays as it is. */
  public static final Gain NONE = new Gain(0);

  /** Up to here sound that is made louder is as loud as it should be, 3 dB below full scale. */
  private static final double KNEE = 23_198;

  private static final double ROOM = 32_767 - KNEE;

  /** The sound made so; itself where there is nothing to do. */
  public AudioFrame of(AudioFrame sound) {
    if (db == 0) {
      return sound;
    }
    double factor = Math.pow(10, db / 20);
    short[] samples = sound.samples();
    short[] made = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      made[i] = (short) Math.round(factor > 1 ? bent(samples[i] * factor) : samples[i] * factor);
    }
    return new AudioFrame(sound.rateHz(), made);
  }

  private static double bent(double sample) {
    double size = Math.abs(sample);
    return size <= KNEE
        ? sample
        : Math.copySign(KNEE + ROOM * Math.tanh((size - KNEE) / ROOM), sample);
  }
}
