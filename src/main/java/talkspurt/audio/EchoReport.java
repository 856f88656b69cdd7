package talkspurt.audio;

/**
 * What is known of the bot's echo on a line.
 *
 * @param delayMs how late it comes back, in steps of 10 ms; -1 while unknown
 * @param lossDb how much softer it comes back than it was sent (ERL); 0 while unknown
 * @param removedDb how much of it the filter predicts and takes away, over the last second in which it was
 *     heard and the caller was not (ERLE; what {@link EchoRemoval} takes away beyond that is not counted)
 * @param jumps how often it was found at a new place, so far in this call
 */
public record EchoReport(int delayMs, float lossDb, float removedDb, int jumps) {

  /** Before anything was heard. */
  public static final EchoReport UNKNOWN = new EchoReport(-1, 0, 0, 0);
}
