package talkspurt.media.conversation;

/**
 * Counts replies in a row of which the caller heard nothing, since the voice failed and no other took
 * over. Such a caller is better off with a person. Not thread-safe.
 */
public final class MuteReplies {

  private static final int MAX_IN_A_ROW = 2;

  private boolean voiceFailed;
  private int inARow;

  /** The voice has failed to say something of the reply that is being spoken. */
  public void voiceFailed() {
    voiceFailed = true;
  }

  /**
   * The reply is over; a greeting is one, too.
   *
   * @return whether it was one mute reply too many
   */
  public boolean over(boolean heardAnything) {
    if (heardAnything) {
      inARow = 0;
    } else if (voiceFailed) {
      inARow++;
    }
    voiceFailed = false;
    return inARow >= MAX_IN_A_ROW;
  }
}
