package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The WebSocket server of Vosk: one answer a message, in order; a text it does not know breaks it. */
public final class VoskServer implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double ENDPOINT_MS = 500;
  private static final double DIES_AFTER_MS = 500;
  private static final int STANDARD_RATE_HZ = 8000;

  private final Scene scene;
  private final Faults faults;
  private Bill bill = new Bill();
  private final Violations breaches;

  public VoskServer(Scene scene, Faults faults, Violations breaches) {
    this.scene = scene;
    this.faults = faults;
    this.breaches = breaches;
  }

  /** What it serves is put on this bill. */
  public VoskServer billing(Bill to) {
    bill = to;
    return this;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    Listening[] heard = new Listening[1];
    try {
      converse(asked.webSocket(), heard);
    } finally {
      bill.served("vosk minutes", heard[0].seconds() / 60);
    }
  }

  private void converse(WebSocketLink link, Listening[] heard) throws IOException {
    Listening sound = new Listening(STANDARD_RATE_HZ);
    heard[0] = sound;
    for (var next = link.read(); next.isPresent(); next = link.read()) {
      if (next.get().text().isEmpty()) {
        sound.hear(next.get().bytes());
        if (sound.spokenMs() > DIES_AFTER_MS && faults.dies()) {
          link.cut();
          return;
        }
        link.text(answer(sound));
        continue;
      }
      String text = next.get().text().get();
      if (text.contains("config")) {
        JsonNode config = JSON.readTree(text).path("config");
        breaches.unless(!config.has("model"), "vosk: a model for one call");
        sound = new Listening(config.path("sample_rate").asInt(STANDARD_RATE_HZ));
        heard[0] = sound;
      } else if (text.equals("{\"eof\" : 1}") || text.equals("{\"reset\" : 1}")) {
        link.text(words("text", scene.settle()));
        sound.settle();
        if (text.contains("eof")) {
          link.close(1000, "");
          return;
        }
      } else {
        breaches.breach("vosk: a text it does not know");
        link.cut();
        return;
      }
    }
  }

  private String answer(Listening sound) {
    if (!sound.spokenThenQuietFor(ENDPOINT_MS)) return words("partial", scene.partial());
    sound.settle();
    return words("text", scene.settle());
  }

  private static String words(String field, String words) {
    return JSON.createObjectNode().put(field, words).toString();
  }
}
