package talkspurt.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where frames of an encrypted file are: how many clear bytes each run of so many frames has. It never has more than {@link #MAX_ENTRIES} entries: a longer file has
 * longer runs. Not thread-safe while it grows.
 */
final class FrameIndex {

  static final int MAX_ENTRIES = 4096;

  /** The most that {@link #write} takes. */
  static final int MAX_BYTES = Integer.BYTES * (1 + MAX_ENTRIES);

  private static final int AROUND = FrameCipher.LENGTH_BYTES + FrameCipher.TAG_BYTES;

  private int framesPerEntry = 1;
  private int[] clearBytes = new int[16];
  private int entries;
  private int framesInLast;

  /**
   * A place in a file where a run of frames begins.
   *
   * @param frame number of its first frame
   * @param clear of the clear file
   * @param stored of the encrypted one, behind its head
   */
  record Place(int frame, long clear, long stored) {

    /** The first frame. */
    static final Place START = new Place(0, 0, 0);
  }

  /** One more frame, of so many clear bytes. */
  void add(int clear) {
    if (entries == 0 || framesInLast == framesPerEntry) {
      if (entries == MAX_ENTRIES) {
        halve();
      }
      if (entries == clearBytes.length) {
        clearBytes = Arrays.copyOf(clearBytes, 2 * entries);
      }
      clearBytes[entries++] = 0;
      framesInLast = 0;
    }
    clearBytes[entries - 1] += clear;
    framesInLast++;
  }

  private void halve() {
    for (int n = 0; n < MAX_ENTRIES / 2; n++) {
      clearBytes[n] = clearBytes[2 * n] + clearBytes[2 * n + 1];
    }
    entries = MAX_ENTRIES / 2;
    framesPerEntry *= 2;
  }

  /** As it is written: frames a run, and the clear bytes of each run, four bytes each. */
  byte[] write() {
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (1 + entries)).putInt(framesPerEntry);
    for (int n = 0; n < entries; n++) {
      out.putInt(clearBytes[n]);
    }
    return out.array();
  }

  /** Of what was written; an empty one, which knows of the first frame alone, where there is nothing. */
  static FrameIndex read(ByteBuffer in) {
    FrameIndex index = new FrameIndex();
    if (in.hasRemaining()) {
      index.framesPerEntry = in.getInt();
      index.entries = in.remaining() / Integer.BYTES;
      index.clearBytes = new int[index.entries];
      in.asIntBuffer().get(index.clearBytes);
    }
    return index;
  }

  /** The beginning of the run that has this byte of the clear file; of the last one for whatever is behind it. */
  Place before(long clear) {
    Place place = Place.START;
    for (int n = 0; n + 1 < entries; n++) {
      Place next = next(place, n);
      if (next.clear() > clear) {
        break;
      }
      place = next;
    }
    return place;
  }

  /** Where the run ends that has this byte of the clear file, in the encrypted one, behind its head; {@code otherwise} of the last one. */
  long endOf(long clear, long otherwise) {
    Place place = Place.START;
    for (int n = 0; n + 1 < entries; n++) {
      place = next(place, n);
      if (place.clear() > clear) {
        return place.stored();
      }
    }
    return otherwise;
  }

  private Place next(Place place, int entry) {
    long clear = Integer.toUnsignedLong(clearBytes[entry]);
    return new Place(
        place.frame() + framesPerEntry,
        place.clear() + clear,
        place.stored() + clear + (long) framesPerEntry * AROUND);
  }
}
