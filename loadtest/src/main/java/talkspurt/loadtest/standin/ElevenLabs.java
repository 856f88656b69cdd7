package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ElevenLabs' WebSocket of several contexts, with alignment, and its streams over HTTP. */
public final class ElevenLabs implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_CONTEXTS = 5;
  private static final int PIECE_MS = 250;

  private final Voices voices;
  private final Faults faults;
  private Bill bill = new Bill();
  private final Violations breaches;
  private final String key;

  public ElevenLabs(Voices voices, Faults faults, Violations breaches, String key) {
    this.voices = voices;
    this.faults = faults;
    this.breaches = breaches;
    this.key = key;
  }

  /** What it serves is put on this bill. */
  public ElevenLabs billing(Bill to) {
    bill = to;
    return this;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("xi-api-key").equals(Optional.of(key))) {
      asked.answer(401, "{\"detail\":{\"status\":\"invalid_api_key\"}}");
      return;
    }
    breaches.unless(
        asked.query("output_format", "").equals(Optional.of("pcm_" + Whisper.RATE_HZ)),
        "elevenlabs: format " + asked.query("output_format", ""));
    if (asked.method().equals("POST")) {
      stream(asked);
      return;
    }
    breaches.unless(
        asked.path().matches("/v1/text-to-speech/[^/]+/multi-stream-input"),
        "elevenlabs: path " + asked.path());
    new Talk(asked.webSocket()).run();
  }

  private void stream(HttpExchange asked) throws IOException {
    breaches.unless(
        asked.path().matches("/v1/text-to-speech/[^/]+/stream"), "elevenlabs: " + asked.path());
    String text = asked.json().path("text").asText();
    short[] samples = voices.of(text).sound().samples();
    int piece = PIECE_MS * Whisper.RATE_HZ / 1000;
    bill.served("elevenlabs characters", text.length());
    asked.begin("audio/pcm", "character-cost: " + text.length());
    for (int from = 0; from < samples.length; from += piece)
      asked.more(Pcm.bytes(samples, from, from + piece));
    asked.end();
  }

  private final class Talk {
    private final WebSocketLink link;
    private final Map<String, StringBuilder> contexts = new HashMap<>();

    Talk(WebSocketLink link) {
      this.link = link;
    }

    void run() throws IOException {
      for (var next = link.read(); next.isPresent(); next = link.read()) {
        JsonNode message = JSON.readTree(next.get().text().orElse("{}"));
        if (message.path("close_socket").asBoolean()) {
          link.close(1000, "");
          return;
        }
        if (!hear(message)) return;
      }
    }

    private boolean hear(JsonNode message) throws IOException {
      String context = message.path("context_id").asText("");
      if (!contexts.containsKey(context)) {
        breaches.unless(
            message.path("text").asText("").equals(" "), "elevenlabs: a context not opened");
        contexts.put(context, new StringBuilder());
        if (contexts.size() > MAX_CONTEXTS) {
          breaches.breach("elevenlabs: more than 5 contexts");
          link.text("{\"error\":\"max_active_conversations\"}");
          link.close(1008, "");
          return false;
        }
        return true;
      }
      contexts.get(context).append(message.path("text").asText(""));
      boolean closes = message.path("close_context").asBoolean();
      if (message.path("flush").asBoolean() || closes) {
        if (!speak(context)) return false;
      }
      if (closes) {
        contexts.remove(context);
        link.text(JSON.createObjectNode()
            .put("contextId", context)
            .put("isFinal", true)
            .toString());
      }
      return true;
    }

    private boolean speak(String context) throws IOException {
      String text = contexts.get(context).toString().strip();
      contexts.get(context).setLength(0);
      if (text.isEmpty()) return true;
      bill.served("elevenlabs characters", text.length());
      Fault fault = faults.take();
      Faults.lateness(fault);
      Whisper spoken = voices.of(text);
      short[] samples = spoken.sound().samples();
      int piece = PIECE_MS * Whisper.RATE_HZ / 1000;
      for (int from = 0; from < samples.length; from += piece) {
        if (fault instanceof Fault.DiesHalfWay && from > samples.length / 2) {
          // so that what was sent is read before the connection breaks
          Faults.lateness(new Fault.Late(Duration.ofMillis(300)));
          link.cut();
          return false;
        }
        ObjectNode audio = JSON.createObjectNode().put("contextId", context);
        audio.put(
            "audio", Base64.getEncoder().encodeToString(Pcm.bytes(samples, from, from + piece)));
        audio.set("alignment", alignment(spoken, from * 1000 / Whisper.RATE_HZ, PIECE_MS));
        link.text(audio.toString());
      }
      return true;
    }
  }

  /** The characters that begin in a piece, with times from the piece's own beginning. */
  static ObjectNode alignment(Whisper spoken, int pieceMs, int lengthMs) {
    ObjectNode alignment = JSON.createObjectNode();
    ArrayNode chars = alignment.putArray("chars");
    ArrayNode starts = alignment.putArray("charStartTimesMs");
    ArrayNode lengths = alignment.putArray("charDurationsMs");
    for (Whisper.Word word : spoken.words()) {
      String letters = word.text() + " ";
      for (int i = 0; i < letters.length(); i++) {
        int from =
            word.fromMs() + (word.toMs() - word.fromMs()) * i / word.text().length();
        if (from < pieceMs || from >= pieceMs + lengthMs) continue;
        chars.add(letters.substring(i, i + 1));
        starts.add(from - pieceMs);
        lengths.add(
            i == word.text().length()
                ? 0
                : (word.toMs() - word.fromMs()) / word.text().length());
      }
    }
    return alignment;
  }
}
