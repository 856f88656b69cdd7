package talkspurt.provider.realtime;

/**
 * Counts responses that brought neither sound nor a tool: the first is asked for again, the second is
 * the failure of a reply, and after three such replies in a row the server is of no use. Not
 * thread-safe.
 */
final class MuteResponses {

  /** What follows on a response. */
  enum Next {
    GO_ON,
    ASK_AGAIN,
    APOLOGISE,
    GIVE_UP
  }

  private static final int MAX_REPLIES = 3;

  private boolean brought;
  private boolean askedAgain;
  private int replies;

  /** A response begins. */
  void begin() {
    brought = false;
  }

  /** It brings sound, or wants a tool. */
  void brings() {
    brought = true;
    askedAgain = false;
    replies = 0;
  }

  /** Whether the response has brought anything. */
  boolean brought() {
    return brought;
  }

  /** Whether a response is asked for again, since the last brought nothing. */
  boolean askedAgain() {
    return askedAgain;
  }

  /** A response is over that was to bring something. */
  Next over() {
    if (brought) {
      return Next.GO_ON;
    }
    if (!askedAgain) {
      askedAgain = true;
      return Next.ASK_AGAIN;
    }
    askedAgain = false;
    replies++;
    return replies < MAX_REPLIES ? Next.APOLOGISE : Next.GIVE_UP;
  }

  /** The caller has gone on: what is said to that is another reply. */
  void superseded() {
    askedAgain = false;
  }
}
