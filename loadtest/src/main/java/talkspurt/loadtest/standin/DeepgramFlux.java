package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Deepgram's {@code /v2/listen} (Flux): what is said so far every 240 ms of sound, and where a turn ends. */
public final class DeepgramFlux implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String REQUEST = "stand-in";
  private static final double UPDATE_EVERY_MS = 240;
  private static final double END_OF_TURN_MS = 500;

  private final Scene scene;
  private final Violations breaches;
  private final String key;

  public DeepgramFlux(Scene scene, Violations breaches, String key) {
    this.scene = scene;
    this.breaches = breaches;
    this.key = key;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("authorization").equals(Optional.of("Token " + key))) {
      asked.answer(401, "{\"err_code\":\"INVALID_AUTH\"}");
      return;
    }
    breaches.unless(asked.path().equals("/v2/listen"), "flux: path " + asked.path());
    breaches.unless(
        asked.query("encoding", "").equals(Optional.of("linear16")), "flux: no encoding");
    breaches.unless(
        asked.query("model", "").orElseThrow().startsWith("flux-"),
        "flux: model " + asked.query("model", ""));
    int rateHz = Integer.parseInt(asked.query("sample_rate", "0").orElseThrow());
    if (rateHz < 8000) {
      asked.answer(400, "{\"err_code\":\"Bad Request\"}");
      return;
    }
    new Talk(asked.webSocket(), rateHz).run();
  }

  private final class Talk {
    private final WebSocketLink link;
    private final Listening sound;
    private long sent;
    private int turn;
    private boolean begun;
    private double turnSince;
    private double sinceUpdateMs;

    Talk(WebSocketLink link, int rateHz) {
      this.link = link;
      this.sound = new Listening(rateHz);
    }

    void run() throws IOException {
      link.text(message("Connected").toString());
      for (var next = link.read(); next.isPresent(); next = link.read()) {
        if (next.get().text().isEmpty()) hear(next.get().bytes());
        else if (!control(next.get().text().get())) return;
      }
    }

    private void hear(byte[] bytes) throws IOException {
      sinceUpdateMs += sound.hear(bytes);
      if (sound.spokenThenQuietFor(END_OF_TURN_MS)) {
        endOfTurn("model");
      } else if (sinceUpdateMs >= UPDATE_EVERY_MS) {
        boolean begins = !begun && sound.spokenMs() > 0;
        begun |= begins;
        link.text(info(begins ? "StartOfTurn" : "Update", begun ? scene.partial() : "")
            .toString());
      }
    }

    /** False once the connection is over. */
    private boolean control(String text) throws IOException {
      switch (JSON.readTree(text).path("type").asText()) {
        case "CloseStream":
          link.close(1000, "");
          return false;
        case "ForceEndTurn":
          if (begun) endOfTurn("manual");
          return true;
        default:
          breaches.breach("flux: control " + text);
          return true;
      }
    }

    private void endOfTurn(String trigger) throws IOException {
      link.text(info("EndOfTurn", scene.settle()).put("trigger", trigger).toString());
      turn++;
      begun = false;
      turnSince = sound.seconds();
      sound.settle();
    }

    private ObjectNode info(String event, String words) {
      sinceUpdateMs = 0;
      ObjectNode info = message("TurnInfo")
          .put("event", event)
          .put("turn_index", turn)
          .put("audio_window_start", turnSince)
          .put("audio_window_end", sound.seconds())
          .put("transcript", words)
          .put("end_of_turn_confidence", event.equals("EndOfTurn") ? 0.9 : 0.1);
      info.putArray("words");
      for (String word : words.split(" "))
        if (!word.isEmpty())
          info.withArray("words").addObject().put("word", word).put("confidence", 0.98);
      return info;
    }

    private ObjectNode message(String type) {
      return JSON.createObjectNode()
          .put("type", type)
          .put("request_id", REQUEST)
          .put("sequence_id", sent++);
    }
  }
}
