package talkspurt.provider.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.chat.ChatMessage.Consumed;
import talkspurt.provider.chat.ChatMessage.Done;
import talkspurt.provider.chat.ChatMessage.Finished;
import talkspurt.provider.chat.ChatMessage.Text;
import talkspurt.provider.chat.ChatMessage.Thought;
import talkspurt.provider.chat.ChatMessage.ToolPiece;
import talkspurt.provider.chat.ChatMessage.Trouble;
import talkspurt.provider.chat.ChatMessage.Unreadable;
import talkspurt.provider.chat.ChatMessage.Whole;
import talkspurt.text.OutsideText;

/** Reads the chunks of a completion, as the many servers write them. */
final class ChatCodec {

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private static final String END = "[DONE]";
  private static final String ERROR = "error";
  private static final List<String> THOUGHTS =
      List.of("reasoning_content", "reasoning", "reasoning_details", "thinking", "thinking_blocks");

  private ChatCodec() {}

  /**
   * What the data of one event says; a whole answer that is not streamed is one chunk. Some servers
   * leave out the empty line between events: then each line is a chunk.
   */
  static List<ChatMessage> decode(String data) {
    List<String> lines = data.lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() > 1 && lines.stream().allMatch(ChatCodec::whole)) {
      return lines.stream().flatMap(line -> chunk(line).stream()).toList();
    }
    return chunk(data);
  }

  /** Whether the text is one piece of JSON, or the end. */
  static boolean whole(String line) {
    return !line.isBlank() && (ends(line) || tree(line) != null);
  }

  private static boolean ends(String data) {
    return data.strip().equals(END);
  }

  private static List<ChatMessage> chunk(String data) {
    if (ends(data)) {
      return List.of(new Done());
    }
    JsonNode chunk = tree(data);
    if (chunk != null && chunk.isArray() && chunk.size() == 1) {
      chunk = chunk.get(0);
    }
    if (chunk == null || !chunk.isObject()) {
      return List.of(new Unreadable("no JSON object"));
    }
    if (told(chunk.path("error"))) {
      return List.of(new Trouble(code(chunk.get("error"))));
    }
    if (ERROR.equals(chunk.path("object").asText())
        || ERROR.equals(chunk.path("type").asText())) {
      return List.of(new Trouble(code(chunk)));
    }
    List<ChatMessage> messages = new ArrayList<>();
    JsonNode choice = first(chunk.path("choices"));
    words(choice, messages);
    messages.addAll(tools(chunk.path("choices")));
    String reason = plain(choice.path("finish_reason").asText("")).strip();
    if (reason.equals(ERROR)) {
      messages.add(new Trouble(ERROR));
    } else if (!reason.isEmpty()) {
      messages.add(new Finished(OutsideText.repaired(reason)));
    }
    JsonNode usage = chunk.path("usage");
    if (usage.isObject()) {
      messages.add(new Consumed(usage(usage)));
    }
    return List.copyOf(messages);
  }

  /** Of the tokens read those that were cached are told in one of two places, and are among them. */
  private static Usage usage(JsonNode told) {
    long read = told.path("prompt_tokens").asLong();
    long cached = Math.min(
        read,
        Math.max(
            told.path("prompt_tokens_details").path("cached_tokens").asLong(),
            told.path("prompt_cache_hit_tokens").asLong()));
    return Usage.of(Unit.INPUT_TOKENS, read - Math.max(0, cached))
        .and(Unit.CACHED_INPUT_TOKENS, cached)
        .and(Unit.OUTPUT_TOKENS, told.path("completion_tokens").asLong());
  }

  /** Whether an error is told; some servers send an empty one in each chunk. */
  private static boolean told(JsonNode error) {
    return error.isTextual() ? !error.asText().isBlank() : !error.isEmpty() || error.asBoolean();
  }

  /** The first of the answers, where there are more; it need not stand first. */
  private static JsonNode first(JsonNode choices) {
    for (JsonNode choice : choices) {
      if (choice.path("index").asInt() == 0) {
        return choice;
      }
    }
    return choices.path(0);
  }

  private static void words(JsonNode choice, List<ChatMessage> messages) {
    JsonNode delta = delta(choice);
    if (THOUGHTS.stream().map(delta::path).anyMatch(ChatCodec::written)) {
      messages.add(new Thought());
    }
    int index = Math.max(0, choice.path("index").asInt());
    StringBuilder said = new StringBuilder();
    said(delta.path("content"), said, messages);
    said(delta.path("refusal"), said, messages);
    if (choice.hasNonNull("delta")) {
      text(said, messages, index);
      said(choice.path("message").path("content"), said, messages);
    } else if (delta.isMissingNode()) {
      said(choice.path("text"), said, messages);
      text(said, messages, index);
    }
    if (!said.isEmpty()) {
      messages.add(new Whole(said.toString()));
    }
  }

  private static void text(StringBuilder said, List<ChatMessage> messages, int choice) {
    if (!said.isEmpty()) {
      messages.add(new Text(said.toString(), choice));
      said.setLength(0);
    }
  }

  private static boolean written(JsonNode thought) {
    return thought.isContainerNode() ? !thought.isEmpty() : !thought.asText("").isBlank();
  }

  private static JsonNode tree(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return null;
    }
  }

  /** A word of the server's for what went wrong; its sentences may repeat what the caller said. */
  private static String code(JsonNode error) {
    for (String field : List.of("code", "type", "status")) {
      String word = error.path(field).asText("");
      if (word.matches("[A-Za-z0-9_.-]{1,60}")) {
        return word;
      }
    }
    return "unnamed";
  }

  /** Words, or parts that hold words; parts may also hold thoughts. */
  private static void said(JsonNode content, StringBuilder said, List<ChatMessage> messages) {
    if (content.isTextual()) {
      said.append(content.asText());
    } else if (content.isArray()) {
      content.forEach(part -> said(part, said, messages));
    } else if (content.isObject()) {
      String type = content.path("type").asText("").toLowerCase(Locale.ROOT);
      if (type.contains("think") || type.contains("reason") || type.contains("thought")) {
        messages.add(new Thought());
      } else {
        JsonNode text = content.path("text");
        said(text.isObject() ? text.path("value") : text, said, messages);
      }
    }
  }

  private static JsonNode delta(JsonNode choice) {
    return choice.hasNonNull("delta") ? choice.get("delta") : choice.path("message");
  }

  /** Only one choice is asked for; some servers put words into one and tools into the next. */
  private static List<ToolPiece> tools(JsonNode choices) {
    List<ToolPiece> pieces = new ArrayList<>();
    for (JsonNode choice : choices) {
      tools(choice.path("delta"), false, pieces);
    }
    if (pieces.isEmpty()) {
      choices.forEach(choice -> tools(choice.path("message"), true, pieces));
    }
    return pieces;
  }

  private static void tools(JsonNode message, boolean again, List<ToolPiece> pieces) {
    JsonNode calls = message.path("tool_calls");
    if (calls.isArray()) {
      calls.forEach(call -> pieces.add(piece(call, pieces.size(), again)));
    } else if (calls.isObject()) {
      pieces.add(piece(calls, pieces.size(), again));
    }
    // who writes the old form beside the new one means the same call
    if (calls.isEmpty() && message.path("function_call").isObject()) {
      JsonNode function = message.get("function_call");
      pieces.add(function(OptionalInt.of(0), "", function, pieces.size(), again));
    }
  }

  private static ToolPiece piece(JsonNode call, int place, boolean again) {
    JsonNode function = call.path("function").isObject() ? call.get("function") : call;
    return function(index(call.path("index")), call.path("id").asText(""), function, place, again);
  }

  private static OptionalInt index(JsonNode index) {
    if (index.isTextual() && index.asText().matches("[0-9]{1,6}")) {
      return OptionalInt.of(Integer.parseInt(index.asText()));
    }
    return index.isIntegralNumber() && index.canConvertToInt()
        ? OptionalInt.of(index.asInt())
        : OptionalInt.empty();
  }

  private static ToolPiece function(
      OptionalInt index, String id, JsonNode function, int place, boolean again) {
    JsonNode arguments = function.path("arguments");
    String text = arguments.isContainerNode() ? arguments.toString() : arguments.asText("");
    return new ToolPiece(
        index, plain(id), plain(function.path("name").asText("")), text, place, again);
  }

  /** Some servers write null as a text. */
  private static String plain(String text) {
    return text.equals("null") ? "" : text;
  }
}
