package talkspurt.provider.mediastream;

/** What a bot tells us. */
sealed interface BotMessage {

  /** More of its sound: µ-law, 8 kHz, of any length but none. */
  record Media(byte[] payload) implements BotMessage {}

  /** It wants this mark back once all before it was played. */
  record Mark(String name) implements BotMessage {}

  /** It drops what was not played yet. */
  record Clear() implements BotMessage {}

  /** An event we do not know. It is counted and skipped. */
  record Unknown(String event) implements BotMessage {}

  /** What cannot be read. It is counted and skipped, until there is too much of it. */
  record Unreadable(Why why) implements BotMessage {}

  /** Why a message cannot be read; the name in lower case is the metric's label. */
  enum Why {
    NOT_AN_EVENT,
    NO_TEXT,
    OTHER_STREAM,
    BAD_PAYLOAD,
    BAD_MARK
  }
}
