package talkspurt.call;

import java.util.Optional;

/**
 * What hearing the caller over the bot came to on one line. The names are those of the journal.
 *
 * @param echo what was known of the bot's echo at the end; empty where none was found
 * @param pauses how often the caller's voice paused the bot
 * @param yields how often the bot gave up what it was saying
 * @param keeps how often it resumed
 * @param falsePauses how often it resumed because nothing was said
 * @param slowestPauseMs the longest time from speech being noticed to the pause
 */
public record LineHearing(
    Optional<Echo> echo, int pauses, int yields, int keeps, int falsePauses, int slowestPauseMs) {

  /**
   * The bot's echo on a line.
   *
   * @param delayMs how late it came back
   * @param lossDb how much softer it came back than it was sent (ERL)
   * @param removedDb how much of it was predicted and taken away (ERLE)
   * @param jumps how often it was found at a new place
   */
  public record Echo(int delayMs, double lossDb, double removedDb, int jumps) {}
}
