package talkspurt.call;

/**
 * What callers waited for answers: from their last sound to the first of each answer. It only ever grows.
 *
 * @param count how many answers
 * @param ms all of their times together
 */
public record AnswerTimes(int count, long ms) {

  /** Nothing was answered. */
  public static final AnswerTimes NONE = new AnswerTimes(0, 0);

  /** The later of two that were told of one line. */
  AnswerTimes max(AnswerTimes other) {
    return new AnswerTimes(Math.max(count, other.count), Math.max(ms, other.ms));
  }

  /** Those of two lines. */
  AnswerTimes plus(AnswerTimes other) {
    return new AnswerTimes(count + other.count, ms + other.ms);
  }

  /** With an answer that took so long. */
  public AnswerTimes and(long moreMs) {
    return new AnswerTimes(count + 1, ms + Math.max(0, moreMs));
  }
}
