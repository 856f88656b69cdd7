package talkspurt.provider.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import talkspurt.provider.chat.ChatMessage.Done;
import talkspurt.provider.chat.ChatMessage.Finished;
import talkspurt.provider.chat.ChatMessage.Text;
import talkspurt.provider.chat.ChatMessage.ToolPiece;
import talkspurt.provider.chat.ChatMessage.Trouble;
import talkspurt.provider.chat.ChatMessage.Unreadable;
import talkspurt.provider.chat.ChatMessage.Usage;
import talkspurt.text.OutsideText;

/** Reads the chunks of a completion, as the many servers write them. */
final class ChatCodec {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "[DONE]";

  private ChatCodec() {}

  /** What the data of one event says; a whole answer that is not streamed is one chunk. */
  static List<ChatMessage> decode(String data) {
    if (data.strip().equals(END)) {
      return List.of(new Done());
    }
    JsonNode chunk = tree(data);
    if (chunk == null || !chunk.isObject()) {
      return List.of(new Unreadable("no JSON object"));
    }
    if (chunk.hasNonNull("error")) {
      return List.of(new Trouble(code(chunk.get("error"))));
    }
    List<ChatMessage> messages = new ArrayList<>();
    JsonNode choice = chunk.path("choices").path(0);
    JsonNode delta = delta(choice);
    text(delta.path("content"), messages);
    text(delta.path("refusal"), messages);
    messages.addAll(tools(chunk.path("choices")));
    if (choice.path("finish_reason").isTextual()) {
      messages.add(new Finished(OutsideText.repaired(choice.get("finish_reason").asText())));
    }
    JsonNode usage = chunk.path("usage");
    if (usage.isObject()) {
      messages.add(new Usage(
          usage.path("prompt_tokens").asLong(), usage.path("completion_tokens").asLong()));
    }
    return List.copyOf(messages);
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

  /** Words, or parts that hold words. */
  private static void text(JsonNode content, List<ChatMessage> messages) {
    if (content.isTextual() && !content.asText().isEmpty()) {
      messages.add(new Text(content.asText()));
    } else if (content.isArray()) {
      content.forEach(part -> text(part.path("text"), messages));
    }
  }

  private static JsonNode delta(JsonNode choice) {
    return choice.hasNonNull("delta") ? choice.get("delta") : choice.path("message");
  }

  /** Only one choice is asked for; some servers put words into one and tools into the next. */
  private static List<ToolPiece> tools(JsonNode choices) {
    List<ToolPiece> pieces = new ArrayList<>();
    for (JsonNode choice : choices) {
      JsonNode delta = delta(choice);
      JsonNode calls = delta.path("tool_calls");
      if (calls.isArray()) {
        calls.forEach(call -> pieces.add(piece(call, pieces.size())));
      } else if (calls.isObject()) {
        pieces.add(piece(calls, pieces.size()));
      }
      // who writes the old form beside the new one means the same call
      if (calls.isEmpty() && delta.path("function_call").isObject()) {
        JsonNode function = delta.get("function_call");
        pieces.add(function(OptionalInt.of(0), "", function, pieces.size()));
      }
    }
    return pieces;
  }

  private static ToolPiece piece(JsonNode call, int place) {
    JsonNode function = call.path("function").isObject() ? call.get("function") : call;
    return function(index(call.path("index")), call.path("id").asText(""), function, place);
  }

  private static OptionalInt index(JsonNode index) {
    if (index.isTextual() && index.asText().matches("[0-9]{1,6}")) {
      return OptionalInt.of(Integer.parseInt(index.asText()));
    }
    return index.isIntegralNumber() && index.canConvertToInt()
        ? OptionalInt.of(index.asInt())
        : OptionalInt.empty();
  }

  private static ToolPiece function(OptionalInt index, String id, JsonNode function, int place) {
    JsonNode arguments = function.path("arguments");
    String text = arguments.isContainerNode() ? arguments.toString() : arguments.asText("");
    return new ToolPiece(index, plain(id), plain(function.path("name").asText("")), text, place);
  }

  /** Some servers write null as a text. */
  private static String plain(String text) {
    return text.equals("null") ? "" : text;
  }
}
