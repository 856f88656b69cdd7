package talkspurt.line.websocket;

/** What we may tell Asterisk in a text message. */
sealed interface MediaCommand {

  /** One without parameters. */
  enum Plain implements MediaCommand {
    /** Answers a channel that was dialled with option n. */
    ANSWER,
    /** Hangs the channel up; with Dial's option g the dialplan goes on. */
    HANGUP,
    /** Empties the queue, marks included; a pause stays. */
    FLUSH_MEDIA,
    /** Ends a pause. */
    CONTINUE_MEDIA,
    /** Asks for STATUS. */
    GET_STATUS
  }

  /**
   * MARK_MEDIA: to be told when all that was sent before has been played.
   *
   * @param id 1 to 84 letters, digits, {@code - _ .}
   */
  record Mark(String id) implements MediaCommand {

    /** The longest that fits into a command of 128 bytes in JSON. */
    static final int LONGEST = 84;

    /** The mark behind so many frames. */
    static Mark of(long frames) {
      return new Mark(Long.toString(frames));
    }

    public Mark {
      if (!id.matches("[A-Za-z0-9._-]{1," + LONGEST + "}")) {
        throw new IllegalArgumentException("mark " + id);
      }
    }
  }
}
