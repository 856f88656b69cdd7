package talkspurt.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import talkspurt.call.AnswerTimes;

/**
 * A turn of a call, as the call log has it: what the caller did, and the answer. The greeting is turn 0.
 *
 * @param by how it began
 * @param beganAt when that was known; empty of the greeting
 * @param repliedAt when the answer was over: played to its end, or broken into
 * @param answers what the caller waited for the answer, from their last sound to its first
 * @param pauses how often playback was paused because the caller began to speak
 * @param bargeIns how often that was an interruption: the rest of the answer was dropped
 * @param resumed how often it was none: the answer went on
 * @param pausedMs after how much of the answer playback was paused last, in ms
 * @param cost what the call had cost by the end of it, in millionths of the currency
 */
record CallTurn(
    By by,
    Optional<Instant> beganAt,
    Optional<Instant> repliedAt,
    AnswerTimes answers,
    int pauses,
    int bargeIns,
    int resumed,
    int pausedMs,
    long cost) {

  /** Who or what began a turn. */
  enum By {
    GREETING,
    VOICE,
    KEYS,
    SILENCE,
    BOT,
    GOODBYE;

    /** As it is kept. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One of which nothing is known. */
  static CallTurn of(int turn) {
    return new CallTurn(
        turn == 0 ? By.GREETING : By.BOT,
        Optional.empty(),
        Optional.empty(),
        AnswerTimes.NONE,
        0,
        0,
        0,
        0,
        0);
  }

  CallTurn began(By how, Instant at) {
    return new CallTurn(
        how, Optional.of(at), repliedAt, answers, pauses, bargeIns, resumed, pausedMs, cost);
  }

  CallTurn replied(Instant at) {
    return new CallTurn(
        by, beganAt, Optional.of(at), answers, pauses, bargeIns, resumed, pausedMs, cost);
  }

  CallTurn answered(AnswerTimes more) {
    AnswerTimes all = new AnswerTimes(answers.count() + more.count(), answers.ms() + more.ms());
    return new CallTurn(by, beganAt, repliedAt, all, pauses, bargeIns, resumed, pausedMs, cost);
  }

  CallTurn paused(int playedMs) {
    return new CallTurn(
        by, beganAt, repliedAt, answers, pauses + 1, bargeIns, resumed, playedMs, cost);
  }

  /** As the call counts it: speech that was not heard yet cannot be broken into. */
  CallTurn yielded(Instant at) {
    int more = pausedMs > 0 ? 1 : 0;
    return new CallTurn(
        by, beganAt, Optional.of(at), answers, pauses, bargeIns + more, resumed, pausedMs, cost);
  }

  CallTurn resumedAgain() {
    return new CallTurn(
        by, beganAt, repliedAt, answers, pauses, bargeIns, resumed + 1, pausedMs, cost);
  }

  CallTurn costing(long soFar) {
    return new CallTurn(
        by, beganAt, repliedAt, answers, pauses, bargeIns, resumed, pausedMs, soFar);
  }
}
