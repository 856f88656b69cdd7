package talkspurt.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a line brings, in pieces of any length, into frames of 20 ms, and puts silence where
 * pieces are missing, so that a sample's place in the stream stays its place in time.
 *
 * <p>AudioSocket has neither timestamps nor sequence numbers, Asterisk does not fill lost packets,
 * and a muted caller sends nothing at all, so the clock is all there is to tell by. Jitter and
 * bursts must not be taken for loss: the stream is filled up when it has fallen {@value
 * #TOLERANCE_MS} ms behind the clock, or when not one of many pieces running came in time. How much is missing
 * is measured from when pieces came before, not from the clock itself: pieces keep their time within a frame, so it is whole frames. What is
 * ahead of the clock came late: after silence had been put for it, or from before the stream was
 * listened to. It is kept (it is the caller's speech), and told by {@link #lateMs}, so that it can be
 * laid beside what was sent when it was spoken. Clock drift is worked off by {@value
 * #LEAK_US_PER_MS} µs each ms. Not thread-safe.
 */
public final class Reframer {

  private static final int TOLERANCE_MS = 100;
  private static final int LEAK_US_PER_MS = 1;
  private static final int LONGEST_FILL_MS = 1000;
  private static final int PIECES_WATCHED = 15;
  private static final int PIECES_WATCHED_WITH_JITTER = 50;
  private static final double JITTER_MS = 5;
  private static final double NEARLY_A_FRAME_MS = 15;

  /** Pieces that come in the same time come so far apart. */
  private static final double SAME_MS = 1;

  private static final short[] NOTHING = new short[0];

  private int rateHz;
  private short[] next = NOTHING;
  private int filled;
  private double clockMs;
  private double streamMs;
  private double pieceMs = AudioFrame.FRAME_MS;
  private long filledMs;
  private long lateMs;
  private double behindMs;
  private double leastBehindMs = Double.MAX_VALUE;

  /** By how much pieces that come in time are behind the clock. */
  private double usuallyBehindMs;

  private boolean usual;

  /** How many pieces may still be left out of account behind a hole. */
  private int unsettled;

  private double jitterMs;
  private int watched;
  private boolean begun;

  /**
   * A stream that begins now.
   *
   * @param rateHz its rate, as long as no piece says otherwise
   * @param nowMs the time, on a clock that never goes back
   */
  public Reframer(int rateHz, double nowMs) {
    this.rateHz = rateHz;
    this.clockMs = nowMs;
    this.streamMs = nowMs;
  }

  /** Rate of the stream. */
  public int rateHz() {
    return rateHz;
  }

  /** How much silence stands for pieces that never came, so far. */
  public long filledMs() {
    return filledMs;
  }

  /**
   * How much came late, so far: by so much the stream is longer than the time since it began.
   */
  public long lateMs() {
    return lateMs;
  }

  /**
   * Takes the next piece.
   *
   * @param piece samples as they came
   * @param nowMs when they came
   * @return the frames that are complete now, oldest first
   */
  public List<AudioFrame> cut(AudioFrame piece, double nowMs) {
    if (piece.rateHz() != rateHz) {
      streamMs -= ms(filled);
      filled = 0;
      rateHz = piece.rateHz();
    }
    pieceMs = ms(piece.samples().length);
    int missing =
        begun ? fill(nowMs - pieceMs, SAME_MS) + fillLost(nowMs - pieceMs) : begin(nowMs - pieceMs);
    streamMs += pieceMs;
    takeLate(nowMs);
    leak(nowMs);
    boolean whole = piece.samples().length == AudioFrame.samplesPerFrame(rateHz);
    return whole && filled == 0 && missing == 0 ? List.of(piece) : frames(missing, piece.samples());
  }

  /**
   * Takes it that nothing came until now.
   *
   * @return silence, once the stream has fallen behind by more than the piece that is on its way
   */
  public List<AudioFrame> pass(double nowMs) {
    int missing = fill(nowMs - pieceMs, 0);
    return missing == 0 ? List.of() : frames(missing, NOTHING);
  }

  /** What comes first ends now, as far as is known; what follows at once shows that it came late. */
  private int begin(double untilMs) {
    begun = true;
    int missing = fill((int) Math.max(0, (untilMs - streamMs) / AudioFrame.FRAME_MS));
    streamMs = untilMs + lateFrames(streamMs - untilMs) * AudioFrame.FRAME_MS;
    return missing;
  }

  /**
   * How many samples of silence bring the stream up to this time, if it has fallen behind.
   *
   * @param early how much earlier than usual what comes then may be
   */
  private int fill(double untilMs, double early) {
    double behind = untilMs - streamMs;
    if (behind < TOLERANCE_MS) {
      return 0;
    }
    watched = 0;
    leastBehindMs = Double.MAX_VALUE;
    unsettled = PIECES_WATCHED_WITH_JITTER;
    return fill((int) ((behind - Math.max(0, usuallyBehindMs) + early) / AudioFrame.FRAME_MS));
  }

  /** The same for single pieces that were lost: when none of the last ones was in time. */
  private int fillLost(double untilMs) {
    if (unsettled > 0 && !settles(untilMs + pieceMs - clockMs)) {
      unsettled--;
      return 0;
    }
    unsettled = 0;
    double behind = untilMs - streamMs;
    behind += lateFrames(-behind) * AudioFrame.FRAME_MS;
    // interarrival jitter as in RFC 3550
    jitterMs += (Math.abs(behind - behindMs) - jitterMs) / 16;
    behindMs = behind;
    leastBehindMs = Math.min(leastBehindMs, behind);
    watched++;
    if (watched < (jitterMs < JITTER_MS ? PIECES_WATCHED : PIECES_WATCHED_WITH_JITTER)) {
      return 0;
    }
    double least = leastBehindMs;
    watched = 0;
    leastBehindMs = Double.MAX_VALUE;
    int sinceBefore = lost(least - usuallyBehindMs);
    int lost = sinceBefore > 0 ? sinceBefore : lost(least);
    usual = true;
    usuallyBehindMs = least - lost * AudioFrame.FRAME_MS;
    behindMs -= lost * AudioFrame.FRAME_MS;
    return fill(lost);
  }

  /** Behind a hole pieces may come at once that waited; when they usually come is told by one that comes a piece's length after another. */
  private boolean settles(double afterMs) {
    return afterMs >= pieceMs / 2 && afterMs <= 2 * pieceMs;
  }

  /** How many frames were lost where even the first piece was so late. */
  private int lost(double lateMs) {
    return lateMs < NEARLY_A_FRAME_MS + jitterMs
        ? 0
        : (int) Math.round(lateMs / AudioFrame.FRAME_MS);
  }

  private int fill(int frames) {
    int wholeMs = frames * AudioFrame.FRAME_MS;
    int missingMs = Math.min(LONGEST_FILL_MS, wholeMs);
    streamMs += wholeMs; // what is beyond the longest fill is a stall of ours, and left out
    filledMs += missingMs;
    return (int) ((long) missingMs * rateHz / 1000);
  }

  /** Nothing comes before it was said: what is ahead of the clock belongs to an earlier time. */
  private void takeLate(double nowMs) {
    int frames = lateFrames(streamMs - nowMs);
    lateMs += frames * AudioFrame.FRAME_MS;
    streamMs -= frames * AudioFrame.FRAME_MS;
  }

  /** Once it is known when pieces come, what is nearly a frame earlier than the earliest is a frame: pieces keep their time within it. */
  private int lateFrames(double aheadMs) {
    double early = usual
        ? aheadMs + Math.min(0, usuallyBehindMs) + AudioFrame.FRAME_MS - NEARLY_A_FRAME_MS
        : aheadMs;
    return (int) Math.max(0, early / AudioFrame.FRAME_MS);
  }

  private void leak(double nowMs) {
    double aheadMs = streamMs - nowMs;
    double maxMs = (nowMs - clockMs) * LEAK_US_PER_MS / 1000.0;
    streamMs -= Math.max(-maxMs, Math.min(maxMs, aheadMs));
    clockMs = nowMs;
  }

  private List<AudioFrame> frames(int missing, short[] samples) {
    List<AudioFrame> frames = new ArrayList<>(2);
    for (int silence = missing; silence > 0; ) {
      silence -= append(NOTHING, 0, silence, frames);
    }
    for (int from = 0; from < samples.length; ) {
      from += append(samples, from, samples.length - from, frames);
    }
    return frames;
  }

  /**
   * Puts samples, or silence for want of them, into the next frame; a full one is handed on.
   *
   * @return how many it had room for
   */
  private int append(short[] samples, int from, int count, List<AudioFrame> frames) {
    if (filled == 0) {
      next = new short[AudioFrame.samplesPerFrame(rateHz)];
    }
    int some = Math.min(count, next.length - filled);
    System.arraycopy(samples, from, next, filled, Math.min(some, samples.length - from));
    filled += some;
    if (filled == next.length) {
      frames.add(new AudioFrame(rateHz, next));
      filled = 0;
    }
    return some;
  }

  private double ms(int samples) {
    return samples * 1000.0 / rateHz;
  }
}
