package talkspurt.provider.transport;

import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageCount;

/** Sound that a provider is given, or makes: estimated to be used about once a second, not with each frame. Not thread-safe. */
public final class SoundCount {

  private static final int TOLD_EVERY_MS = 1000;

  private final UsageCount count;
  private long micros;

  /** None yet; what there is is estimated here. */
  public SoundCount(UsageCount count) {
    this.count = count;
  }

  /** So much more of it. */
  public void add(long more) {
    micros += more;
    if (micros >= TOLD_EVERY_MS * 1000L) {
      tell();
    }
  }

  /** What is not told yet is told now, as nothing more may come for a while. */
  public void tell() {
    long ms = micros / 1000;
    micros -= ms * 1000;
    count.estimate(Unit.SOUND_MS, ms);
  }
}
