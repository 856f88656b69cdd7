package talkspurt.provider.chat;

import java.util.OptionalInt;
import talkspurt.provider.Usage;

/** What a chunk of a streamed completion says. */
sealed interface ChatMessage {

  /**
   * More of the words.
   *
   * @param choice which of the answers they are of, where the server gives more than one
   */
  record Text(String more, int choice) implements ChatMessage {

    /** Words of the only answer. */
    Text(String more) {
      this(more, 0);
    }
  }

  /** All of the words, or more of them, as no stream has them; some servers send them behind one. */
  record Whole(String words) implements ChatMessage {}

  /** More of the model's thoughts, which the server keeps apart from the words. */
  record Thought() implements ChatMessage {}

  /**
   * More of the wish to use a tool.
   *
   * @param index which of the wishes, where the server tells
   * @param id the wish's id; empty in later pieces
   * @param name the tool's; empty in later pieces
   * @param arguments more of the JSON, or all of it
   * @param place which of the pieces of its chunk, from 0
   * @param again whether it may be what pieces have told before
   */
  record ToolPiece(
      OptionalInt index, String id, String name, String arguments, int place, boolean again)
      implements ChatMessage {

    /** A piece of a stream. */
    ToolPiece(OptionalInt index, String id, String name, String arguments, int place) {
      this(index, id, name, arguments, place, false);
    }
  }

  /** The words are complete, for this reason. */
  record Finished(String reason) implements ChatMessage {}

  /** What the answer cost so far; some servers tell with each chunk. */
  record Consumed(Usage usage) implements ChatMessage {}

  /** No more chunks will come. */
  record Done() implements ChatMessage {}

  /** The server has failed in the middle; {@code code} is its own word for it. */
  record Trouble(String code) implements ChatMessage {}

  /** Nothing that can be understood. */
  record Unreadable(String why) implements ChatMessage {}
}
