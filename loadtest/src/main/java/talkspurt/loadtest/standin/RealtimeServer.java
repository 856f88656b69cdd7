package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * OpenAI's Realtime API in its general form (GA), without a turn detection of its own: conversations, and
 * sessions that only transcribe.
 */
public final class RealtimeServer implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CONVERSATION = "realtime";
  private static final String TRANSCRIPTION = "transcription";
  /** The rate of linear sound, both ways. */
  public static final int RATE_HZ = 24_000;

  private static final double LEAST_COMMITTED_S = 0.1;

  private final Brain brain;
  private final Voices voices;
  private final Scene scene;
  private final Faults faults;
  private Bill bill = new Bill();
  private final Violations breaches;
  private final String key;
  private final int maxAheadMs;

  public RealtimeServer(
      Brain brain, Voices voices, Scene scene, Faults faults, Violations breaches, String key) {
    this(brain, voices, scene, faults, breaches, key, Integer.MAX_VALUE);
  }

  /** @param maxAheadMs how far a response may be made ahead of its being spoken */
  public RealtimeServer(
      Brain brain,
      Voices voices,
      Scene scene,
      Faults faults,
      Violations breaches,
      String key,
      int maxAheadMs) {
    this.brain = brain;
    this.voices = voices;
    this.scene = scene;
    this.faults = faults;
    this.breaches = breaches;
    this.key = key;
    this.maxAheadMs = maxAheadMs;
  }

  /** What it serves is put on this bill. */
  public RealtimeServer billing(Bill to) {
    bill = to;
    return this;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("authorization").equals(Optional.of("Bearer " + key))) {
      asked.answer(401, "{\"error\":{\"code\":\"invalid_api_key\"}}");
      return;
    }
    breaches.unless(asked.path().equals("/v1/realtime"), "realtime: path " + asked.path());
    boolean transcribes = asked.query("intent", "").equals(Optional.of("transcription"));
    breaches.unless(
        transcribes == asked.query("model", "").equals(Optional.of("")),
        "realtime: neither a model nor an intent, or both");
    breaches.unless(asked.header("openai-beta").isEmpty(), "realtime: the header of the beta");
    new Talk(asked.webSocket(), transcribes ? TRANSCRIPTION : CONVERSATION).run();
  }

  /** One session. Read by one thread; a response is sent by another. */
  private final class Talk {
    private final WebSocketLink link;
    private final String kind;
    private final Map<String, Integer> soundMs = new HashMap<>();
    private String asked = "";
    private Optional<String> told = Optional.empty();
    private SessionSound sound = SessionSound.PCM;
    private int buffered;
    private int items;
    private int responses;
    private Optional<RealtimeResponse> active = Optional.empty();

    Talk(WebSocketLink link, String kind) {
      this.link = link;
      this.kind = kind;
    }

    void run() throws IOException {
      send(type("session.created").set("session", JSON.createObjectNode().put("type", kind)));
      for (var next = link.read(); next.isPresent(); next = link.read())
        hear(JSON.readTree(next.get().text().orElse("{}")));
    }

    private synchronized void hear(JsonNode event) throws IOException {
      switch (event.path("type").asText()) {
        case "session.update" -> update(event.path("session"));
        case "input_audio_buffer.append" ->
          buffered += Base64.getDecoder().decode(event.path("audio").asText()).length;
        case "input_audio_buffer.commit" -> commit();
        case "input_audio_buffer.clear" -> {
          buffered = 0;
          scene.settle();
          send(type("input_audio_buffer.cleared"));
        }
        case "conversation.item.create" -> create(event.path("item"));
        case "conversation.item.truncate" -> truncate(event);
        case "response.create" -> respond(event.path("response"));
        case "response.cancel" -> cancel();
        default -> breaches.breach("realtime: event " + event.path("type"));
      }
    }

    private void update(JsonNode session) throws IOException {
      JsonNode input = session.path("audio").path("input");
      breaches.unless(
          session.path("type").asText().equals(kind),
          "realtime: session of type " + session.path("type"));
      Optional<SessionSound> wanted = SessionSound.of(input.path("format"));
      breaches.unless(wanted.isPresent(), "realtime: input " + input.path("format"));
      sound = wanted.orElse(sound);
      JsonNode output = session.path("audio").path("output").path("format");
      breaches.unless(
          kind.equals(TRANSCRIPTION) || sound.named(output), "realtime: output " + output);
      breaches.unless(
          session.path("output_modalities").size() == (kind.equals(CONVERSATION) ? 1 : 0),
          "realtime: modalities " + session.path("output_modalities"));
      breaches.unless(input.path("turn_detection").isNull(), "realtime: whose turn detection");
      send(type("session.updated").set("session", session));
    }

    private void commit() throws IOException {
      double seconds = (double) buffered / sound.bytesASecond();
      if (seconds < LEAST_COMMITTED_S) {
        fault("input_audio_buffer_commit_empty");
        return;
      }
      buffered = 0;
      String item = "item-" + ++items;
      String words = scene.settle();
      if (!words.isEmpty()) {
        asked = words;
        told = Optional.empty();
      }
      send(type("input_audio_buffer.committed").put("item_id", item));
      added(spoken(item));
      send(type("conversation.item.input_audio_transcription.delta")
          .put("item_id", item)
          .put("content_index", 0)
          .put("delta", words));
      ObjectNode completed = type("conversation.item.input_audio_transcription.completed")
          .put("item_id", item)
          .put("content_index", 0)
          .put("transcript", words);
      bill.served("transcription minutes", seconds / 60);
      completed.putObject("usage").put("type", "duration").put("seconds", seconds);
      send(completed);
    }

    private ObjectNode spoken(String item) {
      ObjectNode message =
          JSON.createObjectNode().put("id", item).put("type", "message").put("role", "user");
      message.putArray("content").addObject().put("type", "input_audio");
      return message;
    }

    private void create(JsonNode item) throws IOException {
      if (item.path("type").asText().equals("function_call_output")) {
        told = Optional.of(item.path("output").asText());
      } else if (item.path("role").asText().equals("user")) {
        asked = item.path("content").path(0).path("text").asText();
        told = Optional.empty();
      }
      added(item.deepCopy());
    }

    private void added(ObjectNode item) throws IOException {
      if (!item.has("id")) item.put("id", "item-" + ++items);
      send(type("conversation.item.added").set("item", item));
      send(type("conversation.item.done").set("item", item));
    }

    private void truncate(JsonNode event) throws IOException {
      String item = event.path("item_id").asText();
      int end = event.path("audio_end_ms").asInt();
      int generated = soundMs.getOrDefault(item, -1);
      if (generated < 0 || end > generated) {
        breaches.breach("realtime: truncates " + item + " at " + end + " of " + generated + " ms");
        fault("invalid_value");
        return;
      }
      send(type("conversation.item.truncated")
          .put("item_id", item)
          .put("content_index", event.path("content_index").asInt())
          .put("audio_end_ms", end));
    }

    private void respond(JsonNode wish) throws IOException {
      breaches.unless(kind.equals(CONVERSATION), "realtime: a response to a transcription");
      if (active.filter(RealtimeResponse::runs).isPresent()) {
        breaches.breach("realtime: two responses at once");
        fault("conversation_already_has_active_response");
        return;
      }
      String more = wish.path("instructions").asText("");
      Brain.Answer answer =
          more.isEmpty() ? brain.answer(asked, told) : brain.answer(more, Optional.empty());
      String item = "item-" + ++items;
      RealtimeResponse response = new RealtimeResponse(
          link,
          sound,
          "resp-" + ++responses,
          item,
          answer,
          faults.take() instanceof Fault.DiesHalfWay,
          maxAheadMs,
          bill);
      active = Optional.of(response);
      if (!answer.say().isBlank())
        response.speaks(voices.at(answer.say(), sound.rateHz()), made -> made(item, made));
      Thread sends = new Thread(response::send, Thread.currentThread().getName() + "-response");
      sends.setDaemon(true);
      sends.start();
    }

    private synchronized void made(String item, int ms) {
      soundMs.put(item, ms);
    }

    private void cancel() throws IOException {
      if (active.filter(RealtimeResponse::runs).isPresent()) active.get().cancel();
      else fault("response_cancel_not_active");
    }

    private void fault(String code) throws IOException {
      ObjectNode event = type("error");
      event
          .putObject("error")
          .put("type", "invalid_request_error")
          .put("code", code)
          .put("message", "Refused: " + code);
      send(event);
    }

    private void send(JsonNode event) throws IOException {
      link.text(event.toString());
    }
  }

  static ObjectNode type(String type) {
    return JSON.createObjectNode().put("type", type).put("event_id", "e-" + UUID.randomUUID());
  }
}
