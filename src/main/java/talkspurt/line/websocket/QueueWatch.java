package talkspurt.line.websocket;

import java.util.OptionalInt;

/**
 * How many frames wait in Asterisk's queue for one line. Asterisk is asked, and counts our marks as
 * frames as well. Not thread-safe.
 */
final class QueueWatch {

  /** After so many without an answer it is an Asterisk that knows no marks, and logs each. */
  private static final int MARKS_TRIED = 50;

  private boolean asked;
  private int marksWaiting;
  private boolean answersMarks;

  /** Asterisk is asked how much waits. */
  void ask() {
    asked = true;
  }

  /** How many of so many queued, as Asterisk tells, are frames. */
  int frames(int queued) {
    return Math.max(0, queued - (answersMarks ? marksWaiting : 0));
  }

  /** Asterisk's answer, in frames; none where it tells of what is gone by a flush. */
  OptionalInt answer(int queued) {
    boolean current = asked;
    asked = false;
    return current ? OptionalInt.of(frames(queued)) : OptionalInt.empty();
  }

  /** Whether a mark is worth sending. */
  boolean marks() {
    return answersMarks || marksWaiting < MARKS_TRIED;
  }

  /** A mark was sent. */
  void marked() {
    marksWaiting++;
  }

  /** A mark came back. */
  void markPlayed() {
    marksWaiting = Math.max(0, marksWaiting - 1);
    answersMarks = true;
  }

  /** The queue was emptied. Marks that were never answered stay counted. */
  void flushed() {
    asked = false;
    marksWaiting = answersMarks ? 0 : marksWaiting;
  }
}
