package talkspurt.provider.realtime;

import java.util.List;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.realtime.RealtimeSettings.Detection;
import talkspurt.provider.realtime.RealtimeSettings.Transcription;

/** What we tell a Realtime server. */
sealed interface ClientEvent {

  /**
   * How the session is to be.
   *
   * @param id comes back with an error it causes
   * @param voice empty where it is not to be told: it stays once the bot has spoken
   * @param maxOutputTokens 0 for no limit
   */
  record UpdateSession(
      String id,
      String instructions,
      String voice,
      double speed,
      List<ToolSpec> tools,
      Detection detection,
      Transcription transcription,
      String noiseReduction,
      int maxOutputTokens)
      implements ClientEvent {}

  /** More of the caller, at the session's rate. */
  record Append(short[] samples) implements ClientEvent {}

  /** What was appended is an item. */
  record Commit() implements ClientEvent {}

  /** What was appended is to be forgotten. */
  record ClearInput() implements ClientEvent {}

  /** Something was said, or written, earlier. */
  record Message(boolean byCaller, String text) implements ClientEvent {}

  /** What the bot is told beside what is said. */
  record Note(String text) implements ClientEvent {}

  /** A tool was wanted earlier. */
  record ToolWish(String call, String name, String arguments) implements ClientEvent {}

  /** What came of a tool. */
  record ToolOutput(String call, String output) implements ClientEvent {}

  /** Of the bot's item only so much was heard. */
  record Truncate(String item, int audioEndMs) implements ClientEvent {}

  /**
   * The bot is to speak.
   *
   * @param id comes back with an error it causes
   * @param instructions for this reply in place of the session's, or empty
   * @param tools whether it may use any
   */
  record Respond(String id, String instructions, boolean tools) implements ClientEvent {}

  /** The bot is to stop; an empty {@code response} is whichever the server has. */
  record Cancel(String response) implements ClientEvent {}
}
