package talkspurt.loadtest;

/** The line's echo: what is heard comes back into what is said, later and weaker. */
final class EchoPath {
  /** The loss of level and the delay on the way back. */
  record Settings(double lossDb, int delayMs) {}

  private final double gain;
  private final long delay;
  private final short[] heard;
  private long end;

  EchoPath(Settings settings, int rateHz) {
    gain = Math.pow(10, -settings.lossDb() / 20);
    delay = (long) rateHz * settings.delayMs() / 1000;
    heard = new short[(int) delay + rateHz];
  }

  /** Takes what is heard from a position of the call's clock on; what was heard there before stays. */
  void hear(long position, short[] samples) {
    for (long gap = Math.max(end, position - heard.length); gap < position; gap++)
      heard[slot(gap)] = 0;
    for (int i = 0; i < samples.length; i++)
      if (position + i >= end) heard[slot(position + i)] = samples[i];
    end = Math.max(end, position + samples.length);
  }

  /** What is said at a position, with the echo that comes back there. */
  short[] mixedInto(long position, short[] said) {
    short[] mixed = new short[said.length];
    for (int i = 0; i < said.length; i++)
      mixed[i] = Sound.saturated(said[i] + Math.round(gain * at(position + i - delay)));
    return mixed;
  }

  private short at(long position) {
    return position < 0 || position >= end || position < end - heard.length
        ? 0
        : heard[slot(position)];
  }

  private int slot(long position) {
    return (int) (position % heard.length);
  }
}
