package talkspurt.media.playout;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import talkspurt.audio.AudioFrame;

/**
 * What the stages of one pipeline know of the bot's voice: the last second that was sent to the
 * line, whether the bot has the floor, and what is cut off when the line goes away.
 *
 * <p>{@link PlayoutStage} writes, {@code HearingStage} reads; both are in the same fused stream
 * and so on one thread. Caller's and bot's sound are matched by counting samples.
 */
public final class EchoReference {

  private static final int KEPT_MS = 1000;

  /** So many frames in a row that come too late for what they belong beside are no chance. */
  private static final int TOO_LATE = 5;

  private int rateHz = 8000;
  private short[] ring = new short[rateHz * KEPT_MS / 1000];
  private long written;
  private long read = -AudioFrame.samplesPerFrame(rateHz);
  private AudioFrame beside = AudioFrame.silence(rateHz);
  private boolean sentSince;
  private int tooLate;
  private boolean hasFloor;
  private Supplier<Optional<TtsCut>> cut = Optional::empty;

  /** How to learn what would be cut off, should the line go away. */
  void cutBy(Supplier<Optional<TtsCut>> newCut) {
    cut = newCut;
  }

  /** What is cut off by the line going away. */
  public Optional<TtsCut> cut() {
    return cut.get();
  }

  /** The rate the line speaks. */
  public int rateHz() {
    return rateHz;
  }

  /** The line turned out to speak another rate: what was kept is worthless, its place in time not. */
  public void rate(int newRateHz) {
    if (newRateHz != rateHz) {
      written = written * newRateHz / rateHz;
      read = read * newRateHz / rateHz;
      rateHz = newRateHz;
      ring = new short[rateHz * KEPT_MS / 1000];
    }
  }

  /** The bot takes or gives up the floor. */
  public void floor(boolean botHasFloor) {
    hasFloor = botHasFloor;
  }

  /** A frame is sent to the line. */
  void letGo(AudioFrame frame) {
    sentSince = true;
    for (short sample : frame.samples()) {
      ring[(int) (written++ % ring.length)] = sample;
    }
  }

  /** So much time has passed in which nothing was sent. */
  void silent(long nanos) {
    long samples = nanos / 1000 * rateHz / 1_000_000;
    if (samples >= ring.length) {
      Arrays.fill(ring, (short) 0);
      written += samples;
      return;
    }
    for (long n = 0; n < samples; n++) {
      ring[(int) (written++ % ring.length)] = 0;
    }
  }

  /** Whether a reply is being played, is paused or waits for its sound. */
  public boolean hasFloor() {
    return hasFloor;
  }

  /** The caller's next samples are late ones, of so long ago. */
  public void late(long ms) {
    read -= ms * rateHz / 1000;
  }

  /**
   * What was sent in the same time as the caller's next {@code count} samples; silence where that
   * is not known (any more). Both begin with the line; the caller is a frame behind, since the next
   * frame may come a little before the bot's. Where that proves to be too little, since a busy machine has mistaken what was lost for
   * more than it was, the caller is one more frame behind from then on: the echo is 20 ms less late, and not gone.
   *
   * @return valid until this is asked for again
   */
  public AudioFrame beside(int count) {
    if (beside.rateHz() != rateHz || beside.samples().length != count) {
      beside = new AudioFrame(rateHz, new short[count]);
    }
    keepBehind(count);
    short[] samples = beside.samples();
    for (int i = 0; i < count; i++, read++) {
      boolean known = read < written && read >= Math.max(0, written - ring.length);
      samples[i] = known ? ring[(int) (read % ring.length)] : 0;
    }
    return beside;
  }

  /** In a stall of ours many are read before one is sent: only those that others were sent before count. */
  private void keepBehind(int count) {
    if (read + count <= written) {
      tooLate = 0;
    } else if (sentSince) {
      tooLate++;
    }
    sentSince = false;
    if (tooLate >= TOO_LATE) {
      read -= count;
      tooLate = 0;
    }
  }
}
