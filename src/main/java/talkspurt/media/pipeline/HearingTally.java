package talkspurt.media.pipeline;

import talkspurt.audio.EchoReport;
import talkspurt.turn.TurnAction;

/**
 * What hearing came to on one line, for its log line and the metrics. Written by the stages of one
 * fused stream, and so on one thread.
 */
final class HearingTally {

  private EchoReport echo = EchoReport.UNKNOWN;
  private int pauses;
  private int yields;
  private int resumes;
  private int falseInterruptions;
  private int slowestPauseMs;

  /** What is known of the echo by now. */
  void echo(EchoReport report) {
    echo = report;
  }

  /** The bot was paused so long after the caller began. */
  void paused(int onsetMs) {
    pauses++;
    slowestPauseMs = Math.max(slowestPauseMs, onsetMs);
  }

  /**
   * An interruption was judged.
   *
   * @param action {@link TurnAction#YIELD} or {@link TurnAction#RESUME}
   * @param words what was understood of it
   */
  void judged(TurnAction action, String words) {
    if (action == TurnAction.YIELD) {
      yields++;
    } else {
      resumes++;
      falseInterruptions += words.isEmpty() ? 1 : 0;
    }
  }

  /** What is known now. */
  HearingReport report() {
    return new HearingReport(echo, pauses, yields, resumes, falseInterruptions, slowestPauseMs);
  }
}
