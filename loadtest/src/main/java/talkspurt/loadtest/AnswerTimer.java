package talkspurt.loadtest;

/** Finds out, in one call, how long the engine is silent after the caller has said something. */
final class AnswerTimer {
  /** What became of one thing that the caller said. */
  enum Outcome {
    ANSWERED,
    /** The caller spoke again, or ten seconds went by, without a sound. */
    UNANSWERED,
    /** The call ended too early to tell. */
    UNFINISHED,
    /** The engine was sounding when the caller fell silent. */
    SPOKEN_OVER
  }

  private static final long SOUNDING_WITHIN_NANOS = 200_000_000;
  private static final long ANSWERS_WITHIN_NANOS = 10_000_000_000L;

  private final Counters tally;
  private boolean everLoud;
  private long lastLoudNanos;
  private boolean waiting;
  private long askedNanos;

  AnswerTimer(Counters tally) {
    this.tally = tally;
  }

  /** The last loud frame of something that the caller says goes out. */
  void asked(long atNanos) {
    if (waiting) tally.answer(Outcome.UNANSWERED);
    waiting = !everLoud || atNanos - lastLoudNanos > SOUNDING_WITHIN_NANOS;
    askedNanos = atNanos;
    if (!waiting) tally.answer(Outcome.SPOKEN_OVER);
  }

  /** A frame of the engine's arrives. */
  void heard(long atNanos, double dbfs) {
    if (dbfs <= SimulatedPhones.SOUNDING_DBFS) return;
    everLoud = true;
    lastLoudNanos = atNanos;
    if (!waiting) return;
    waiting = false;
    boolean inTime = atNanos - askedNanos <= ANSWERS_WITHIN_NANOS;
    tally.answer(inTime ? Outcome.ANSWERED : Outcome.UNANSWERED);
    if (inTime) tally.answers.addNanos(atNanos - askedNanos);
  }

  /** The call is over. */
  void end(long atNanos) {
    if (waiting)
      tally.answer(
          atNanos - askedNanos > ANSWERS_WITHIN_NANOS ? Outcome.UNANSWERED : Outcome.UNFINISHED);
    waiting = false;
  }
}
