package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** ElevenLabs' WebSocket with a voice that draws out each sentence for minutes: sends as fast as it is read. */
public final class EndlessVoice implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECE_MS = 250;

  private final int sentenceMs;
  private final Whisper spoken = Whisper.of("la la la la la la la la la la la la");
  private final AtomicLong sentMs = new AtomicLong();

  public EndlessVoice(int sentenceMs) {
    this.sentenceMs = sentenceMs;
  }

  /** How much sound was sent, or at least taken by the kernel. */
  public long sentMs() {
    return sentMs.get();
  }

  @Override
  public void serve(Exchange asked) throws IOException {
    WebSocketLink link = asked.webSocket();
    for (var next = link.read(); next.isPresent(); next = link.read()) {
      JsonNode message = JSON.readTree(next.get().text().orElse("{}"));
      String context = message.path("context_id").asText("");
      if (message.path("flush").asBoolean()) speak(link, context);
      if (message.path("close_context").asBoolean())
        link.text(JSON.createObjectNode()
            .put("contextId", context)
            .put("isFinal", true)
            .toString());
      if (message.path("close_socket").asBoolean()) {
        link.close(1000, "");
        return;
      }
    }
  }

  private void speak(WebSocketLink link, String context) throws IOException {
    short[] samples = spoken.sound().samples();
    int piece = PIECE_MS * Whisper.RATE_HZ / 1000;
    for (int ms = 0; ms < sentenceMs; ms += PIECE_MS) {
      int from = ms / PIECE_MS % (samples.length / piece) * piece;
      link.text(JSON.createObjectNode()
          .put("contextId", context)
          .put("audio", Base64.getEncoder().encodeToString(Pcm.bytes(samples, from, from + piece)))
          .toString());
      sentMs.addAndGet(PIECE_MS);
    }
  }
}
