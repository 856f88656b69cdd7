package talkspurt.line.audiosocket;

import java.util.UUID;
import talkspurt.audio.AudioFrame;

/** A message of the AudioSocket protocol, either way. */
sealed interface AudioSocketMessage {

  /** Kind 0x00: the end. Asterisk never sends it. */
  record Hangup() implements AudioSocketMessage {}

  /**
   * Kind 0x01: which call this is; the first message of Asterisk.
   *
   * @param written whether it came as text, which Asterisk never does
   */
  record Id(UUID callId, boolean written) implements AudioSocketMessage {

    /** As Asterisk sends it. */
    Id(UUID callId) {
      this(callId, false);
    }
  }

  /** Kind 0x03: a key was released. */
  record Dtmf(char digit) implements AudioSocketMessage {}

  /** Kinds 0x10 to 0x18: sound in one of nine rates. */
  record Audio(AudioFrame frame, boolean odd) implements AudioSocketMessage {}

  /** Kind 0xff: an error, by the original specification; nobody sends it. */
  record Failure(int code) implements AudioSocketMessage {}

  /** What we cannot read. It is counted and skipped. */
  record Unreadable(Why why, int kind, int length) implements AudioSocketMessage {}

  /** Why a message cannot be read; the name in lower case is the metric's label. */
  enum Why {
    UNKNOWN_KIND,
    WRONG_LENGTH,
    OVERSIZED,
    BAD_DIGIT,
    /** The id is the unique id of a channel. */
    CHANNEL_ID,
    /** The id is some other text. */
    TEXT_ID
  }
}
