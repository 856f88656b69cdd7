package talkspurt.media.playout;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Resampler;

/**
 * The samples that wait to be played, at the line's rate, and the last second of those that were
 * taken, so that they can be taken back. Positions are samples from the first one put on. Not
 * thread-safe.
 */
final class SampleQueue {

  private final Deque<short[]> waiting = new ArrayDeque<>();
  private int rateHz;
  private Resampler converter;
  private PlayoutHistory history;
  private boolean heldBack;
  private int headOffset;
  private long position;
  private long end;

  SampleQueue(int rateHz) {
    this.rateHz = rateHz;
    this.converter = new Resampler(rateHz, rateHz);
    this.history = new PlayoutHistory(rateHz);
  }

  int rateHz() {
    return rateHz;
  }

  /** Behind the last sample that was taken and not taken back. */
  long position() {
    return position;
  }

  /** Behind the last sample that was put. */
  long end() {
    return end;
  }

  int waitingMs() {
    return (int) ((end - position) * 1000 / rateHz);
  }

  /** Adds sound of any rate and length. */
  void put(AudioFrame sound) {
    if (sound.rateHz() != converter.fromHz()) {
      converter = new Resampler(sound.rateHz(), rateHz);
    }
    heldBack = true;
    put(converter.convert(sound.samples()));
  }

  /** No sound follows without a break: adds what the rate converter has held back. */
  void flush() {
    if (heldBack) {
      heldBack = false;
      put(converter.convert(new short[converter.delaySamples()]));
    }
  }

  private void put(short[] samples) {
    if (samples.length > 0) {
      waiting.add(samples);
      end += samples.length;
    }
  }

  /**
   * Takes the next samples into {@code frame}, from its beginning on.
   *
   * @return how many there were
   */
  int take(short[] frame) {
    int filled = 0;
    while (filled < frame.length && position < end) {
      short[] head = waiting.getFirst();
      int count = Math.min(frame.length - filled, head.length - headOffset);
      System.arraycopy(head, headOffset, frame, filled, count);
      history.add(head, headOffset, count);
      filled += count;
      skip(head, count);
    }
    return filled;
  }

  private void skip(short[] head, int count) {
    headOffset += count;
    position += count;
    if (headOffset == head.length) {
      waiting.removeFirst();
      headOffset = 0;
    }
  }

  /** Copies the next samples into {@code frame} and leaves them here. */
  void peek(short[] frame) {
    int filled = 0;
    int offset = headOffset;
    for (short[] samples : waiting) {
      int count = Math.min(frame.length - filled, samples.length - offset);
      System.arraycopy(samples, offset, frame, filled, count);
      filled += count;
      offset = 0;
      if (filled == frame.length) {
        break;
      }
    }
  }

  /** The last {@code count} samples taken were not played: they are the next ones again. */
  void takeBack(int count) {
    if (count == 0) {
      return;
    }
    if (headOffset > 0) {
      short[] head = waiting.removeFirst();
      waiting.addFirst(Arrays.copyOfRange(head, headOffset, head.length));
      headOffset = 0;
    }
    waiting.addFirst(history.takeBack(count));
    position -= count;
  }

  /**
   * Goes back to the gap before the last word that was taken. The next time this stops here at the
   * latest, so that playback gets on.
   *
   * @param most how many samples to go back at most
   */
  void rewindToWordGap(long most) {
    takeBack(history.toWordGap(most));
    history.clear();
  }

  /** Converts what waits to another rate. What was taken can no longer be taken back. */
  void rate(int newRateHz) {
    long newPosition = position * newRateHz / rateHz;
    long newEnd = end * newRateHz / rateHz;
    short[] rest = new short[(int) (end - position)];
    peek(rest);
    waiting.clear();
    headOffset = 0;
    if (newEnd > newPosition) {
      waiting.add(converted(rest, newRateHz, (int) (newEnd - newPosition)));
    }
    position = newPosition;
    end = newEnd;
    converter = new Resampler(converter.fromHz(), newRateHz);
    history = new PlayoutHistory(newRateHz);
    rateHz = newRateHz;
  }

  /** As many samples as positions say, and each in its place: without the converter's delay. */
  private short[] converted(short[] samples, int newRateHz, int count) {
    Resampler bridge = new Resampler(rateHz, newRateHz);
    int delay = bridge.delaySamples();
    short[] late = bridge.convert(Arrays.copyOf(samples, samples.length + delay));
    int from = (int) ((long) delay * newRateHz / rateHz);
    return Arrays.copyOfRange(late, from, from + count);
  }

  /** Forgets all; the next sample put is the first. */
  void clear() {
    waiting.clear();
    history.clear();
    converter.reset();
    heldBack = false;
    headOffset = 0;
    position = 0;
    end = 0;
  }
}
