package talkspurt.audio;

/** Brings frames to one rate, whatever rate each of them has; state is carried on while it stays. Not thread-safe. */
public final class FrameResampler {

  private final int toHz;
  private Resampler resampler;

  /** To this rate, from 8000 to 192000 Hz. */
  public FrameResampler(int toHz) {
    this.toHz = toHz;
    this.resampler = new Resampler(toHz, toHz);
  }

  /** The next of the sound, at the rate that is wanted. */
  public short[] convert(AudioFrame frame) {
    if (frame.rateHz() != resampler.fromHz()) {
      resampler = new Resampler(frame.rateHz(), toHz);
    }
    return resampler.convert(frame.samples());
  }

  /** What comes next has nothing to do with what came before. */
  public void reset() {
    resampler.reset();
  }
}
