package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of chat completions: answers as events, word by word, with tool calls in fragments. */
public final class ChatServer implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FRAGMENT = 7;
  private static final int LETTERS_A_TOKEN = 4;

  private final Brain brain;
  private final Faults faults;
  private Bill bill = new Bill();
  private final Violations breaches;
  private final String key;
  private final AtomicInteger answers = new AtomicInteger();

  public ChatServer(Brain brain, Faults faults, Violations breaches, String key) {
    this.brain = brain;
    this.faults = faults;
    this.breaches = breaches;
    this.key = key;
  }

  /** What it serves is put on this bill. */
  public ChatServer billing(Bill to) {
    bill = to;
    return this;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("authorization").equals(Optional.of("Bearer " + key))) {
      asked.answer(401, "{\"error\":{\"code\":\"invalid_api_key\"}}");
      return;
    }
    JsonNode body = asked.json();
    breaches.unless(asked.path().equals("/v1/chat/completions"), "chat: path " + asked.path());
    breaches.unless(body.path("stream").asBoolean(), "chat: no stream asked for");
    check(body.path("messages"));
    Fault fault = faults.take();
    Faults.lateness(fault);
    if (fault instanceof Fault.Status status) {
      asked.answer(status.code(), "{\"error\":{\"message\":\"as asked\",\"code\":\"as_asked\"}}");
    } else if (fault instanceof Fault.Hangs) {
      asked.hang();
    } else {
      stream(asked, body, answer(body.path("messages")), fault instanceof Fault.DiesHalfWay);
    }
  }

  private static long tokens(String text) {
    return text.chars().filter(Character::isLetterOrDigit).count() / LETTERS_A_TOKEN;
  }

  /** What was read is paid, and what was written, also where the answer breaks off. */
  private long charge(String kind, String text) {
    bill.served("chat " + kind + " tokens", tokens(text));
    return tokens(text);
  }

  /** Each result of a tool belongs to a call right before it. */
  private void check(JsonNode messages) {
    String wanted = "";
    for (JsonNode message : messages) {
      if (message.path("role").asText().equals("tool"))
        breaches.unless(
            wanted.contains("\"" + message.path("tool_call_id").asText() + "\""),
            "chat: a tool's result without its call");
      else wanted = message.path("tool_calls").toString();
    }
  }

  private Brain.Answer answer(JsonNode messages) {
    String asked = "";
    Optional<String> told = Optional.empty();
    boolean silent = false;
    for (JsonNode message : messages) {
      String role = message.path("role").asText();
      if (role.equals("tool")) told = Optional.of(message.path("content").asText());
      if (!role.equals("user")) continue;
      asked = message.path("content").asText();
      silent = asked.contains("kept silent");
      if (!silent) told = Optional.empty();
    }
    return brain.answer(asked, told);
  }

  private void stream(HttpExchange asked, JsonNode body, Brain.Answer answer, boolean dies)
      throws IOException {
    long read = charge("input", body.path("messages").toString());
    String id = "chatcmpl-" + answers.incrementAndGet();
    asked.begin("text/event-stream");
    asked.event(chunk(id, delta -> delta.put("role", "assistant").put("content", ""), null));
    String[] words = answer.say().split("(?<= )");
    for (int i = 0; i < words.length; i++) {
      if (dies && i > words.length / 2) {
        Faults.lateness(new Fault.Late(java.time.Duration.ofMillis(300)));
        charge("output", String.join("", List.of(words).subList(0, i)));
        asked.cut();
        return;
      }
      String word = words[i];
      asked.event(chunk(id, delta -> delta.put("content", word), null));
    }
    if (answer.wish().isPresent()) wish(asked, id, answer.wish().get());
    asked.event(chunk(id, delta -> {}, answer.wish().isPresent() ? "tool_calls" : "stop"));
    long written = charge("output", answer.toString());
    if (body.path("stream_options").path("include_usage").asBoolean())
      asked.event(usage(id, read, written));
    asked.event("[DONE]");
    asked.end();
  }

  private static String usage(String id, long read, long written) {
    ObjectNode chunk = JSON.createObjectNode().put("id", id).put("object", "chat.completion.chunk");
    chunk.putArray("choices");
    chunk
        .putObject("usage")
        .put("prompt_tokens", read)
        .put("completion_tokens", written)
        .put("total_tokens", read + written);
    return chunk.toString();
  }

  private void wish(HttpExchange asked, String id, Brain.Wish wish) throws IOException {
    asked.event(chunk(
        id,
        delta -> call(delta, "")
            .put("id", "call-" + id)
            .put("type", "function")
            .withObject("/function")
            .put("name", wish.tool()),
        null));
    String arguments = JSON.writeValueAsString(wish.arguments());
    for (int from = 0; from < arguments.length(); from += FRAGMENT) {
      String part = arguments.substring(from, Math.min(arguments.length(), from + FRAGMENT));
      asked.event(chunk(id, delta -> call(delta, part), null));
    }
  }

  private static ObjectNode call(ObjectNode delta, String arguments) {
    ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
    call.putObject("function").put("arguments", arguments);
    return call;
  }

  private static String chunk(
      String id, java.util.function.Consumer<ObjectNode> filled, String finish) {
    ObjectNode chunk = JSON.createObjectNode()
        .put("id", id)
        .put("object", "chat.completion.chunk")
        .put("created", System.currentTimeMillis() / 1000)
        .put("model", "stand-in");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    filled.accept(choice.putObject("delta"));
    choice.put("finish_reason", finish);
    return chunk.toString();
  }
}
