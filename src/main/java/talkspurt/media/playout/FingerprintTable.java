package talkspurt.media.playout;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The marks of what the lines of this node were sent in the last {@value #KEPT_MS} ms: by these a sound
 * that comes back is known. A table of fixed size in which newer marks overwrite older ones: to
 * forget one is harmless, since a loop brings hundreds. Thread-safe.
 */
public final class FingerprintTable {

  /** Where a sound that came back was sent. */
  public enum Source {
    NOWHERE,
    THIS_LINE,
    ANOTHER_LINE
  }

  private static final int KEPT_MS = 2000;
  private static final int SLOT_BITS = 18;
  private static final int LINE_BITS = 16;
  private static final int TICK_BITS = 16;
  private static final int TICK_MS = 50;
  private static final int LINES = 1 << LINE_BITS;
  private static final int TICKS = 1 << TICK_BITS;

  private final AtomicLongArray slots = new AtomicLongArray(1 << SLOT_BITS);
  private final AtomicInteger lines = new AtomicInteger();

  /** The marks as one more line sees them. */
  public Line line() {
    return new Line(Math.floorMod(lines.incrementAndGet(), LINES));
  }

  /** What one line writes and looks up; one writer and reader. */
  public final class Line {

    private final int number;

    private Line(int number) {
      this.number = number;
    }

    /** This line let a sound with this mark go. */
    public void sent(long mark, double nowMs) {
      slots.set(slot(mark), tag(mark) | (long) number << TICK_BITS | tick(nowMs));
    }

    /** Where a sound with this mark was sent not long ago. */
    public Source whence(long mark, double nowMs) {
      long found = slots.get(slot(mark));
      int age = (int) (tick(nowMs) - found & TICKS - 1) * TICK_MS;
      if (found == 0 || tag(mark) != tag(found) || age > KEPT_MS) {
        return Source.NOWHERE;
      }
      return (int) (found >> TICK_BITS & LINES - 1) == number
          ? Source.THIS_LINE
          : Source.ANOTHER_LINE;
    }
  }

  /** The upper bits of a mark are zero, by which it was chosen. */
  private static int slot(long mark) {
    return (int) (mark & (1 << SLOT_BITS) - 1);
  }

  private static long tag(long mark) {
    return mark & -1L << LINE_BITS + TICK_BITS;
  }

  private static long tick(double nowMs) {
    return (long) (nowMs / TICK_MS) & TICKS - 1;
  }
}
