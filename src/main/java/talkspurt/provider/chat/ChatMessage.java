package talkspurt.provider.chat;

import java.util.OptionalInt;

/** What a chunk of a streamed completion says. */
sealed interface ChatMessage {

  /** More of the words. */
  record Text(String more) implements ChatMessage {}

  /**
   * More of the wish to use a tool.
   *
   * @param index which of the wishes, where the server tells
   * @param id the wish's id; empty in later pieces
   * @param name the tool's; empty in later pieces
   * @param arguments more of the JSON, or all of it
   * @param place which of the pieces of its chunk, from 0
   */
  record ToolPiece(OptionalInt index, String id, String name, String arguments, int place)
      implements ChatMessage {}

  /** The words are complete, for this reason. */
  record Finished(String reason) implements ChatMessage {}

  /** What the answer cost. */
  record Usage(long promptTokens, long completionTokens) implements ChatMessage {}

  /** No more chunks will come. */
  record Done() implements ChatMessage {}

  /** The server has failed in the middle; {@code code} is its own word for it. */
  record Trouble(String code) implements ChatMessage {}

  /** Nothing that can be understood. */
  record Unreadable(String why) implements ChatMessage {}
}
