package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.FrameResampler;

/**
 * The caller's sound on its way to the server, at its rate and in pieces of 100 ms.
 * Closed, it keeps what was heard last, and sends that first when it is opened. Not thread-safe.
 */
final class CallerGate {

  private final int preRollSamples;
  private final Deque<short[]> kept = new ArrayDeque<>();
  private int keptSamples;
  private final short[] next;
  private int filled;
  private boolean open;
  private final FrameResampler resampler;

  CallerGate(int rateHz, int preRollSamples) {
    this.preRollSamples = preRollSamples;
    this.next = new short[rateHz / 10];
    this.resampler = new FrameResampler(rateHz);
  }

  boolean isOpen() {
    return open;
  }

  /** More of the caller; the pieces that may go. */
  List<short[]> hear(AudioFrame frame) {
    short[] samples = resampler.convert(frame);
    if (open) {
      return cut(samples);
    }
    keep(samples);
    return List.of();
  }

  /** From now on everything goes; the pieces that go first. */
  List<short[]> open() {
    open = true;
    List<short[]> pieces = new ArrayList<>();
    kept.forEach(samples -> pieces.addAll(cut(samples)));
    kept.clear();
    keptSamples = 0;
    return pieces;
  }

  /** Nothing goes any more but what was begun. */
  List<short[]> close() {
    open = false;
    List<short[]> rest = filled == 0 ? List.of() : List.<short[]>of(Arrays.copyOf(next, filled));
    filled = 0;
    return rest;
  }

  private List<short[]> cut(short[] samples) {
    List<short[]> pieces = new ArrayList<>();
    for (int from = 0; from < samples.length; ) {
      int count = Math.min(next.length - filled, samples.length - from);
      System.arraycopy(samples, from, next, filled, count);
      filled += count;
      from += count;
      if (filled == next.length) {
        pieces.add(next.clone());
        filled = 0;
      }
    }
    return pieces;
  }

  private void keep(short[] samples) {
    kept.add(samples);
    keptSamples += samples.length;
    while (keptSamples - kept.getFirst().length >= preRollSamples && kept.size() > 1) {
      keptSamples -= kept.removeFirst().length;
    }
  }
}
