package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Deepgram's voice, {@code /v1/speak}: bare samples, over a WebSocket and over HTTP. */
public final class DeepgramSpeak implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REQUEST = "stand-in";
  private static final int PIECE_MS = 100;

  private final Voices voices;
  private final Violations breaches;
  private final String key;

  public DeepgramSpeak(Voices voices, Violations breaches, String key) {
    this.voices = voices;
    this.breaches = breaches;
    this.key = key;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("authorization").equals(Optional.of("Token " + key))) {
      asked.answer(401, "{\"err_code\":\"INVALID_AUTH\"}");
      return;
    }
    breaches.unless(asked.path().equals("/v1/speak"), "aura: path " + asked.path());
    breaches.unless(
        asked.query("encoding", "").equals(Optional.of("linear16")), "aura: no encoding");
    int rateHz = Integer.parseInt(asked.query("sample_rate", "24000").orElseThrow());
    if (!asked.method().equals("POST")) {
      new Talk(asked.webSocket(), rateHz).run();
      return;
    }
    breaches.unless(
        asked.query("container", "wav").equals(Optional.of("none")), "aura: not bare samples");
    asked.begin("audio/l16");
    speak(asked.json().path("text").asText(), rateHz, asked::more);
    asked.end();
  }

  private interface Listener {
    void hear(byte[] piece) throws IOException;
  }

  private void speak(String text, int rateHz, Listener listener) throws IOException {
    short[] samples = voices.of(text).sound().at(rateHz).samples();
    int piece = PIECE_MS * rateHz / 1000;
    for (int from = 0; from < samples.length; from += piece)
      listener.hear(Pcm.bytes(samples, from, from + piece));
  }

  private final class Talk {
    private final WebSocketLink link;
    private final int rateHz;
    private final StringBuilder text = new StringBuilder();
    private int flushes;

    Talk(WebSocketLink link, int rateHz) {
      this.link = link;
      this.rateHz = rateHz;
    }

    void run() throws IOException {
      link.text(JSON.createObjectNode()
          .put("type", "Metadata")
          .put("request_id", REQUEST)
          .put("model_name", "stand-in")
          .put("model_version", "1")
          .put("model_uuid", REQUEST)
          .toString());
      for (var next = link.read(); next.isPresent(); next = link.read())
        if (!hear(JSON.readTree(next.get().text().orElse("{}")))) return;
    }

    /** False once the connection is over. */
    private boolean hear(JsonNode message) throws IOException {
      switch (message.path("type").asText()) {
        case "Speak":
          text.append(message.path("text").asText());
          return true;
        case "Flush":
          if (!text.isEmpty()) speak(text.toString(), rateHz, link::binary);
          text.setLength(0);
          link.text(answer("Flushed").toString());
          return true;
        case "Clear":
          text.setLength(0);
          link.text(answer("Cleared").toString());
          return true;
        case "Close":
          link.close(1000, "");
          return false;
        default:
          breaches.breach("aura: message " + message.path("type"));
          return true;
      }
    }

    private ObjectNode answer(String type) {
      return JSON.createObjectNode().put("type", type).put("sequence_id", flushes++);
    }
  }
}
