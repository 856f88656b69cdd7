package talkspurt.recording;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames on their way from the thread of a line to the one that writes: as many as fit, and never one more. One
 * thread puts in, one takes out; neither waits.
 */
final class FrameQueue {

  private final int frameSamples;
  private final int capacity;
  private final short[][] tracks;
  private final long[] places;
  private final long[] losses;
  private final long[] marks;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong put = new AtomicLong();
  private long takenBefore;

  /**
   * An empty one.
   *
   * @param frameSamples of each track in each frame
   * @param capacity frames
   * @param tracks 2: the line's side and the bot's; 3: the line's side without the bot as well
   */
  FrameQueue(int frameSamples, int capacity, int tracks) {
    this.frameSamples = frameSamples;
    this.capacity = capacity;
    this.tracks = new short[tracks][frameSamples * capacity];
    this.places = new long[capacity];
    this.losses = new long[capacity];
    this.marks = new long[capacity];
  }

  /**
   * Puts a frame in, by copying it.
   *
   * @param clean looked at where there are three tracks
   * @param place of its first sample in the recording
   * @param lost how many samples before it were lost so far
   * @param mark what was heard in it
   * @return false where there is no room
   */
  boolean put(short[] line, short[] bot, short[] clean, long place, long lost, long mark) {
    long at = put.getPlain();
    if (at - takenBefore >= capacity) {
      takenBefore = taken.getAcquire();
      if (at - takenBefore >= capacity) {
        return false;
      }
    }
    int slot = (int) (at % capacity);
    System.arraycopy(line, 0, tracks[0], slot * frameSamples, frameSamples);
    System.arraycopy(bot, 0, tracks[1], slot * frameSamples, frameSamples);
    if (tracks.length > 2) {
      System.arraycopy(clean, 0, tracks[2], slot * frameSamples, frameSamples);
    }
    places[slot] = place;
    losses[slot] = lost;
    marks[slot] = mark;
    put.setRelease(at + 1);
    return true;
  }

  /** Whether there is a frame to take. */
  boolean any() {
    return taken.getPlain() < put.getAcquire();
  }

  /** All frames, one array a track; the oldest is at {@link #from}. */
  short[][] tracks() {
    return tracks;
  }

  int frameSamples() {
    return frameSamples;
  }

  int from() {
    return slot() * frameSamples;
  }

  long place() {
    return places[slot()];
  }

  long lost() {
    return losses[slot()];
  }

  /** See {@link talkspurt.trace.FrameMark}. */
  long mark() {
    return marks[slot()];
  }

  private int slot() {
    return (int) (taken.getPlain() % capacity);
  }

  /** Takes the oldest frame out. */
  void take() {
    taken.setRelease(taken.getPlain() + 1);
  }
}
