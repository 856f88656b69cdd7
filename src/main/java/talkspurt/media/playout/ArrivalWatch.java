package talkspurt.media.playout;

/**
 * Measures how evenly the sound of a reply arrives, sentence by sentence, and tells the voice's {@link
 * VoicePace}. Time in which no sound was asked for does not count, nor does the time to a sentence's first
 * sound. Time comes in as an argument. Not thread-safe.
 */
final class ArrivalWatch {

  private VoicePace pace = VoicePace.NONE;
  private boolean waiting;
  private long since;
  private int pieces;
  private long lagNanos;
  private long lateNanos;
  private long maxLagNanos;
  private long maxLateNanos;

  /** A piece is asked for. */
  void asked(long now) {
    if (!waiting) {
      waiting = true;
      since = now;
    }
  }

  /** A piece has come. */
  void arrived(TtsPiece piece, long now) {
    long waited = waiting ? now - since : 0;
    waiting = false;
    if (piece instanceof TtsPiece.SpokenBy by) {
      over();
      pace = by.pace();
    } else if (piece instanceof TtsPiece.Sound sound) {
      sound(waited, nanos(sound));
    } else if (piece instanceof TtsPiece.SegmentEnds || piece instanceof TtsPiece.SegmentBreaks) {
      over();
    } else if (pieces > 0) { // a word time: the wait goes on
      lagNanos += waited;
      lateNanos += waited;
    }
  }

  private void sound(long waited, long length) {
    if (pieces++ > 0) {
      lagNanos += waited;
      lateNanos += waited;
      maxLagNanos = Math.max(maxLagNanos, lagNanos);
      maxLateNanos = Math.max(maxLateNanos, lateNanos);
    }
    lagNanos = Math.max(0, lagNanos - length);
    lateNanos -= length;
  }

  /** Nothing more of the sentence is asked for. */
  void over() {
    if (pieces > 1) {
      pace.heard(ms(maxLagNanos), ms(maxLateNanos));
    }
    pace = VoicePace.NONE;
    pieces = 0;
    lagNanos = 0;
    lateNanos = 0;
    maxLagNanos = 0;
    maxLateNanos = 0;
  }

  private static long nanos(TtsPiece.Sound sound) {
    return sound.frame().samples().length * 1_000_000_000L / sound.frame().rateHz();
  }

  private static int ms(long nanos) {
    return (int) Math.min(VoicePace.MAX_MS, (nanos + 999_999) / 1_000_000);
  }
}
