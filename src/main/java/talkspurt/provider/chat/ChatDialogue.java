package talkspurt.provider.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Note;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.agent.BriefingNote;
import talkspurt.provider.agent.OperatorNote;
import talkspurt.provider.agent.PressedKeys;
import talkspurt.provider.agent.TimeNote;
import talkspurt.provider.chat.ToolWishes.Wish;
import talkspurt.provider.transport.PromptData;

/** Writes what a model is asked: a request's conversation as messages, and what is added in rounds. */
final class ChatDialogue {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String STATUS = "[A-Za-z-]{1,30}";

  private final ChatSettings settings;
  private final Wording words;
  private final ArrayNode messages = NODES.arrayNode();
  private int calls;

  /**
   * A reply to a turn.
   *
   * @param known what documents say about it; may be empty
   */
  ChatDialogue(ChatSettings settings, Request request, String known) {
    this.settings = settings;
    this.words = request.speech().wording();
    String prompt = request.guidance().instructions().orElse(settings.prompt());
    say("system", PromptData.of(prompt, request.variables(), words));
    say("system", known);
    if (request.speech().told()) {
      say("system", words.of(Text.LANGUAGE));
    }
    request.timeLeft().ifPresent(left -> say("system", TimeNote.told(left, words)));
    BriefingNote.told(request.briefing(), words).ifPresent(note -> say("system", note));
    history(request);
    say("user", cue(request.cue()));
    request.used().stream().filter(run -> run.turn() >= request.turn()).forEach(this::ran);
    if (!request.heard().isBlank()) {
      say("assistant", request.heard());
      say("user", words.of(Text.LINE_LOST));
    }
  }

  /** What came before the cue; what was said stands where it was heard, tools where they were used. */
  private void history(Request request) {
    List<Line> lines = request.history();
    int before = lines.size() - (endsWithCue(request) ? 1 : 0);
    for (int at = 0; at <= lines.size(); at++) {
      int passed = at;
      request.used().stream()
          .filter(run -> run.turn() < request.turn() && run.afterLine() == passed)
          .forEach(this::ran);
      request.guidance().notes().stream()
          .filter(note -> note.afterLine() == passed)
          .forEach(this::noted);
      if (at < before) {
        Line line = lines.get(at);
        String said = line.keys() ? PressedKeys.told(line.words(), words) : line.words();
        say(line.speaker() == Speaker.BOT ? "assistant" : "user", said);
        if (line.failed()) {
          say("user", words.of(Text.REPLY_FAILED));
        }
      }
    }
  }

  private void noted(Note note) {
    say(
        "system",
        note.spoken()
            ? OperatorNote.saidNext(note.by(), words)
            : OperatorNote.hint(note.by(), note.words(), words));
  }

  private static boolean endsWithCue(Request request) {
    List<Line> lines = request.history();
    boolean spoken = request.cue() instanceof Cue.Words said
        ? !said.words().isBlank()
        : request.cue() instanceof Cue.Digits;
    return spoken && !lines.isEmpty() && lines.get(lines.size() - 1).speaker() == Speaker.CALLER;
  }

  private String cue(Cue cue) {
    if (cue instanceof Cue.Words said) {
      return said.words().isBlank() ? words.of(Text.NOT_UNDERSTOOD) : said.words();
    }
    if (cue instanceof Cue.Digits pressed) {
      return PressedKeys.told(pressed.digits(), words);
    }
    if (cue instanceof Cue.Silence silence) {
      return words.of(Text.SILENCE, silence.times());
    }
    if (cue instanceof Cue.TransferFailed failed) {
      return words.of(Text.TRANSFER_FAILED) + status(failed.why());
    }
    if (cue instanceof Cue.HandedOff) {
      return words.of(Text.TAKE_OVER);
    }
    if (cue instanceof Cue.Hint) {
      return words.of(Text.OPERATOR_SPEAK);
    }
    throw new AssertionError(cue);
  }

  /** One word of a dialplan, such as BUSY, is the same in every language; sentences are left out. */
  private static String status(String why) {
    return why.matches(STATUS) ? " [" + why + "]" : "";
  }

  /** Words of one role; what follows in the same role is put behind them, since some servers insist. */
  private void say(String role, String words) {
    if (words.isBlank()) {
      return;
    }
    JsonNode last = messages.get(messages.size() - 1);
    if (last != null
        && last.path("role").asText().equals(role)
        && !last.has("tool_calls")
        && last.path("content").isTextual()) {
      ((ObjectNode) last).put("content", last.get("content").asText() + "\n" + words);
    } else {
      messages.addObject().put("role", role).put("content", words);
    }
  }

  private void ran(ToolRun run) {
    ObjectNode arguments = NODES.objectNode();
    run.arguments().forEach((name, value) -> arguments.set(name, value(value)));
    used("", List.of(new Wish(run.name(), arguments.toString())), List.of(run.told(words)));
  }

  /** The journal keeps each argument as a text, be it one or not. */
  private static JsonNode value(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree == null || tree.isMissingNode() || tree.isNumber() ? NODES.textNode(text) : tree;
    } catch (JsonProcessingException plain) {
      return NODES.textNode(text);
    }
  }

  /** In a round the model said this, and used these tools, which told that. */
  void used(String said, List<Wish> wishes, List<String> told) {
    ObjectNode asked = messages.addObject().put("role", "assistant");
    if (said.isBlank()) {
      asked.putNull("content");
    } else {
      asked.put("content", said);
    }
    ArrayNode wanted = asked.putArray("tool_calls");
    for (int at = 0; at < wishes.size(); at++) {
      ObjectNode call =
          wanted.addObject().put("id", "call_" + (calls + at)).put("type", "function");
      call.putObject("function")
          .put("name", wishes.get(at).name())
          .put("arguments", object(wishes.get(at)));
    }
    for (int at = 0; at < wishes.size(); at++) {
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", "call_" + (calls + at))
          .put("content", told.get(at));
    }
    calls += wishes.size();
  }

  /** Some servers refuse a conversation in which arguments are no JSON object. */
  private static String object(Wish wish) {
    return wish.readable() ? wish.arguments() : "{}";
  }

  /** The body of a request; without tools the model has to answer. */
  String body(List<ToolSpec> tools) {
    ObjectNode body = settings.body(true);
    body.set("messages", messages);
    if (!tools.isEmpty()) {
      ArrayNode offered = body.putArray("tools");
      for (ToolSpec tool : tools) {
        offered
            .addObject()
            .put("type", "function")
            .putObject("function")
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parameters", object(tool.parameters()));
      }
    }
    return body.toString();
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
