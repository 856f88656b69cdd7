package talkspurt.provider.mediastream;

/** What a bot tells us. */
sealed interface BotMessage {

  /** More of its sound, of any length but none, as its label tells. */
  record Media(byte[] payload, MediaLabel label) implements BotMessage {}

  /** It wants this mark back once all before it was played; the name may be empty. */
  record Mark(String name) implements BotMessage {}

  /** It drops what was not played yet. */
  record Clear() implements BotMessage {}

  /**
   * It wants a tool.
   *
   * @param id its own name for the wish, under which it hears what came of it; may be empty
   * @param arguments as it wrote them
   */
  record Tool(String id, String name, String arguments) implements BotMessage {}

  /** An event we do not know. It is counted and skipped. */
  record Unknown(String event) implements BotMessage {}

  /** What cannot be read. It is counted and skipped, until there is too much of it. */
  record Unreadable(Why why) implements BotMessage {}

  /** Why a message cannot be read; the name in lower case is the metric's label. */
  enum Why {
    NOT_AN_EVENT("a message that is not a JSON object with the name of an event in \"event\""),
    NO_TEXT("a binary message that is not JSON: sound belongs into media.payload, as base64 of"
        + " µ-law at 8 kHz"),
    OTHER_STREAM("a message whose streamSid is not that of its start message"),
    BAD_PAYLOAD("a media message whose media.payload is empty or is no base64 text"),
    OTHER_CODEC(
        "a media message whose sound is neither µ-law, A-law nor linear: send µ-law at 8 kHz"),
    BAD_TOOL(
        "a tool message without a tool.name, or with a name, an id or arguments that are too long"),
    BAD_MARK("a mark whose mark.name is no text, or is longer than 1024 characters");

    private final String what;

    Why(String what) {
      this.what = what;
    }

    /** What was sent, in words for whoever wrote the bot. */
    String what() {
      return what;
    }
  }
}
