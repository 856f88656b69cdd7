package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Optional;

/** Deepgram's {@code /v1/listen}: results while sound comes, finals after silence and when asked to. */
public final class DeepgramListen implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REQUEST = "stand-in";
  private static final double CONFIDENCE = 0.98;
  private static final int IDLE_MS = 10_000;
  private static final double INTERIM_EVERY_MS = 200;
  private static final double DIES_AFTER_MS = 500;

  private final Scene scene;
  private final Faults faults;
  private Bill bill = new Bill();
  private final Violations breaches;
  private final String key;

  public DeepgramListen(Scene scene, Faults faults, Violations breaches, String key) {
    this.scene = scene;
    this.faults = faults;
    this.breaches = breaches;
    this.key = key;
  }

  /** What it serves is put on this bill. */
  public DeepgramListen billing(Bill to) {
    bill = to;
    return this;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("authorization").equals(Optional.of("Token " + key))) {
      asked.answer(401, "{\"err_code\":\"INVALID_AUTH\"}");
      return;
    }
    breaches.unless(asked.path().equals("/v1/listen"), "deepgram: path " + asked.path());
    breaches.unless(
        asked.query("encoding", "").equals(Optional.of("linear16")), "deepgram: no encoding");
    int rateHz = Integer.parseInt(asked.query("sample_rate", "0").orElseThrow());
    if (rateHz < 8000) {
      asked.answer(400, "{\"err_code\":\"Bad Request\"}");
      return;
    }
    String endpointing = asked.query("endpointing", "10").orElseThrow();
    double silenceMs = endpointing.equals("false") ? 1e9 : Double.parseDouble(endpointing);
    new Talk(asked.webSocket(), rateHz, silenceMs).run();
  }

  private final class Talk {
    private final WebSocketLink link;
    private final Listening sound;
    private final double silenceMs;
    private double settledAt;
    private double sinceInterimMs;

    Talk(WebSocketLink link, int rateHz, double silenceMs) {
      this.link = link;
      this.sound = new Listening(rateHz);
      this.silenceMs = silenceMs;
    }

    /** All sound that came is paid, however the connection ends. */
    void run() throws IOException {
      try {
        converse();
      } finally {
        bill.served("deepgram minutes", sound.seconds() / 60);
      }
    }

    private void converse() throws IOException {
      link.patience(IDLE_MS);
      try {
        for (var next = link.read(); next.isPresent(); next = link.read())
          if (!hear(next.get())) return;
      } catch (SocketTimeoutException silent) {
        breaches.breach("deepgram: nothing for 10 s");
        link.close(1011, "NET-0001");
      }
    }

    /** False once the connection is over. */
    private boolean hear(WebSocketLink.Message message) throws IOException {
      if (message.text().isPresent())
        return control(JSON.readTree(message.text().get()));
      breaches.unless(message.bytes().length > 0, "deepgram: binary of no length");
      sinceInterimMs += sound.hear(message.bytes());
      if (sound.spokenMs() > DIES_AFTER_MS && faults.dies()) {
        link.cut();
        return false;
      }
      if (sound.spokenThenQuietFor(silenceMs)) {
        last(true, false);
      } else if (sinceInterimMs >= INTERIM_EVERY_MS) {
        sinceInterimMs = 0;
        result(scene.partial(), false, false, false);
      }
      return true;
    }

    private boolean control(JsonNode control) throws IOException {
      switch (control.path("type").asText()) {
        case "KeepAlive":
          return true;
        case "Finalize":
          // nothing is said where nothing is left to be heard
          if (sound.seconds() > settledAt) last(false, true);
          return true;
        case "CloseStream":
          if (sound.seconds() > settledAt) last(false, true);
          link.text(summary().toString());
          link.close(1000, "");
          return false;
        default:
          breaches.breach("deepgram: control " + control);
          return true;
      }
    }

    private ObjectNode summary() {
      return JSON.createObjectNode()
          .put("type", "Metadata")
          .put("transaction_key", "deprecated")
          .put("request_id", REQUEST)
          .put("sha256", "")
          .put("created", Instant.now().toString())
          .put("duration", sound.seconds())
          .put("channels", 1);
    }

    private void last(boolean speechFinal, boolean fromFinalize) throws IOException {
      result(scene.settle(), true, speechFinal, fromFinalize);
      settledAt = sound.seconds();
      sinceInterimMs = 0;
      sound.settle();
    }

    private void result(String words, boolean last, boolean speechFinal, boolean fromFinalize)
        throws IOException {
      ObjectNode result = JSON.createObjectNode().put("type", "Results");
      result.putArray("channel_index").add(0).add(1);
      result.put("start", settledAt).put("duration", sound.seconds() - settledAt);
      result.put("is_final", last).put("speech_final", speechFinal);
      result.put("from_finalize", fromFinalize);
      ObjectNode heard = result.putObject("channel").putArray("alternatives").addObject();
      heard.put("transcript", words).put("confidence", CONFIDENCE);
      words(heard.putArray("words"), words);
      ObjectNode metadata = result.putObject("metadata");
      metadata.put("request_id", REQUEST).put("model_uuid", REQUEST);
      metadata
          .putObject("model_info")
          .put("name", "stand-in")
          .put("version", "1")
          .put("arch", "stand-in");
      link.text(result.toString());
    }

    /** The words spread evenly over the sound since the last were settled. */
    private void words(ArrayNode list, String transcript) {
      String[] words = transcript.split(" ");
      double each = (sound.seconds() - settledAt) / words.length;
      for (int i = 0; i < words.length && !transcript.isEmpty(); i++)
        list.addObject()
            .put("word", words[i])
            .put("start", settledAt + i * each)
            .put("end", settledAt + (i + 1) * each)
            .put("confidence", CONFIDENCE);
    }
  }
}
