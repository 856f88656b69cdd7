package talkspurt.provider.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import talkspurt.provider.Handoff;
import talkspurt.provider.webhook.AgentMessage.Done;
import talkspurt.provider.webhook.AgentMessage.Say;
import talkspurt.provider.webhook.AgentMessage.Text;
import talkspurt.provider.webhook.AgentMessage.Trouble;
import talkspurt.provider.webhook.AgentMessage.Unreadable;
import talkspurt.provider.webhook.AgentMessage.Use;

/** Reads the objects of an agent's answer: one, or one an event or line. */
final class AgentCodec {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_PARTS = 100;

  private AgentCodec() {}

  static List<AgentMessage> decode(String data) {
    if (data.strip().equals("[DONE]")) {
      return List.of(new Done());
    }
    JsonNode part = tree(data);
    if (part == null || !part.isObject()) {
      return List.of(new Unreadable("no JSON object"));
    }
    if (part.hasNonNull("error")) {
      String code = part.get("error").asText("");
      return List.of(new Trouble(code.matches("[A-Za-z0-9_.-]{1,60}") ? code : "unnamed"));
    }
    List<AgentMessage> messages = new ArrayList<>();
    each(part.path("say"), words -> {
      if (words.isTextual()) {
        messages.add(new Say(words.asText()));
      }
    });
    if (part.path("text").isTextual()) {
      messages.add(new Text(part.get("text").asText()));
    }
    each(part.path("tools"), tool -> messages.add(use(tool)));
    each(part.path("tool"), tool -> messages.add(use(tool)));
    if (part.path(Handoff.NAME).isObject()) {
      messages.add(new Use(Handoff.NAME, part.get(Handoff.NAME).toString()));
    }
    if (part.path("done").asBoolean()) {
      messages.add(new Done());
    }
    if (part.size() > 0 && messages.isEmpty() && !known(part)) {
      messages.add(new Unreadable("none of say, text, tools, handoff, done, error"));
    }
    return List.copyOf(messages);
  }

  private static boolean known(JsonNode part) {
    return List.of("say", "text", "tools", "tool", Handoff.NAME, "done").stream()
        .anyMatch(part::has);
  }

  private static AgentMessage use(JsonNode tool) {
    JsonNode arguments = tool.path("arguments");
    String name = tool.path("name").asText("");
    if (name.isBlank()) {
      return new Unreadable("a tool without a name");
    }
    if (arguments.isContainerNode()) {
      return new Use(name, arguments.toString());
    }
    return new Use(name, arguments.asText("").isBlank() ? "{}" : arguments.asText());
  }

  private static JsonNode tree(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return null;
    }
  }

  /** One, or a list of them. */
  private static void each(JsonNode node, java.util.function.Consumer<JsonNode> taken) {
    if (node.isArray()) {
      for (int at = 0; at < Math.min(node.size(), MAX_PARTS); at++) {
        taken.accept(node.get(at));
      }
    } else if (!node.isMissingNode() && !node.isNull()) {
      taken.accept(node);
    }
  }
}
