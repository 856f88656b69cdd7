package talkspurt.line.websocket;

import java.util.Map;

/** What Asterisk says in a text message: the events of {@code chan_websocket}. */
sealed interface MediaEvent {

  /**
   * MEDIA_START: the first message of a connection.
   *
   * @param channelId unique id of the channel; empty before Asterisk 22.7
   * @param format Asterisk's name of the format
   * @param frameBytes optimal_frame_size: media we send comes in whole multiples of it
   * @param variables of the channel; empty with plain text
   * @param unbuffered whether Asterisk has no queue for what we send, and plays it as it comes; told
   *     since Asterisk 23.6
   */
  record Started(
      String channelId,
      String format,
      int frameBytes,
      Map<String, String> variables,
      boolean unbuffered)
      implements MediaEvent {

    public Started {
      variables = Map.copyOf(variables);
    }
  }

  /** MEDIA_XOFF: 900 frames wait to be played; from 1000 on they are dropped. */
  record Xoff() implements MediaEvent {}

  /** MEDIA_XON: fewer than 800 wait again. */
  record Xon() implements MediaEvent {}

  /** QUEUE_DRAINED, MEDIA_BUFFERING_COMPLETED: answers to what we do not ask. */
  record Drained() implements MediaEvent {}

  /** MEDIA_MARK_PROCESSED: what was sent before the mark has been handed to Asterisk's core. */
  record MarkProcessed(String id) implements MediaEvent {}

  /** DTMF_END: a key was released. */
  record Dtmf(char digit) implements MediaEvent {}

  /** TYPED: words that somebody typed instead of speaking them. Not Asterisk's: a page in a browser sends it. */
  record Typed(String words) implements MediaEvent {}

  /** STATUS: the answer to GET_STATUS; {@code queued} frames wait to be played. */
  record Status(int queued) implements MediaEvent {}

  /** ERROR: Asterisk refused a command of ours. */
  record Refused(String text) implements MediaEvent {}

  /** An event of an Asterisk newer than we know. It is skipped. */
  record Unknown(String name) implements MediaEvent {}

  /** What we cannot read. It is counted and skipped. */
  record Unreadable(Why why) implements MediaEvent {}

  /** Why a message cannot be read; the name in lower case is the metric's label. */
  enum Why {
    NOT_AN_EVENT,
    BAD_START,
    BAD_DIGIT,
    BAD_WORDS,
    BAD_STATUS
  }
}
