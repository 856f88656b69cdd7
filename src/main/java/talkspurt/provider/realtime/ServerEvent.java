package talkspurt.provider.realtime;

import java.util.List;
import talkspurt.provider.Usage;
import talkspurt.provider.transport.TranscriptionUsage;

/** What a Realtime server tells. */
sealed interface ServerEvent {

  /** The connection has a session. */
  record SessionCreated() implements ServerEvent {}

  /** The session is as we wanted it. */
  record SessionUpdated() implements ServerEvent {}

  /** The server hears the caller begin. */
  record SpeechStarted(String item) implements ServerEvent {}

  /** What the caller said is this item. */
  record Committed(String item) implements ServerEvent {}

  /** The words of an item of the caller's. */
  record CallerWords(String item, String words, TranscriptionUsage usage) implements ServerEvent {

    /** Without a word of what it took to write them down. */
    CallerWords(String item, String words) {
      this(item, words, TranscriptionUsage.NONE);
    }
  }

  /** A reply begins. */
  record ResponseCreated(String response) implements ServerEvent {}

  /** More sound: linear, 24 kHz, the lower byte first, unless the server errs. */
  record Audio(String response, String item, byte[] sound) implements ServerEvent {}

  /** More words of the sound. */
  record Words(String response, String item, String more) implements ServerEvent {}

  /** All words of the sound, where they are complete. */
  record AllWords(String response, String item, String words) implements ServerEvent {}

  /** Something of a tool call; {@code response} is empty where the server does not tell it. */
  record ToolTold(String response, ToolPart part) implements ServerEvent {}

  /**
   * A response is over.
   *
   * @param response empty where the server does not tell it
   * @param code why it failed, where it did
   * @param tools the tool calls it consists of, as far as they are told again
   * @param usage what it took
   */
  record ResponseDone(
      String response, Status status, String code, List<ToolPart> tools, Usage usage)
      implements ServerEvent {

    public ResponseDone {
      tools = List.copyOf(tools);
    }

    /** One that does not tell what it took. */
    ResponseDone(String response, Status status, String code, List<ToolPart> tools) {
      this(response, status, code, tools, Usage.NONE);
    }

    /** One that tells no tool calls. */
    ResponseDone(String response, Status status, String code) {
      this(response, status, code, List.of());
    }
  }

  /** How a reply ended. */
  enum Status {
    COMPLETED,
    CANCELLED,
    FAILED,
    INCOMPLETE
  }

  /** Nothing more is allowed for so long; 0 where something is. */
  record RateLimit(long exhaustedForMs) implements ServerEvent {}

  /** Something was wrong: its code or, without one, its type; and which event of ours caused it. */
  record Fault(String code, String cause) implements ServerEvent {}

  /** Something else that is no matter here. */
  record Other(String type) implements ServerEvent {}

  /** What is no event; {@code why} is one of {@link #REASONS}. */
  record Unreadable(String why) implements ServerEvent {

    static final List<String> REASONS =
        List.of("no_json", "no_event", "no_id", "no_sound", "no_tool", "no_text", "oversized");

    /** What was sent, in words for whoever runs the server. */
    String what() {
      return switch (why) {
        case "no_json" -> "a message that is not JSON";
        case "no_event" -> "JSON without the type of an event";
        case "no_id" -> "an event without the id it is about";
        case "no_sound" -> "sound that is no base64";
        case "no_tool" -> "a tool call without item_id, call_id and name, or too long";
        case "no_text" -> "a binary message that is not JSON";
        case "oversized" -> "a message that is too long or does not end";
        default -> why;
      };
    }
  }
}
