package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A voice that draws out the sentences of {@link EndlessChat} for minutes, and sends as fast as it is read: over
 * ElevenLabs' WebSocket, or as the bare samples of an answer to OpenAI's {@code POST /audio/speech}.
 */
public final class EndlessVoice implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECE_MS = 250;
  private static final int SHORT_MS = 1000;

  private final int sentenceMs;
  private final Whisper spoken = Whisper.of("la la la la la la la la la la la la");
  private final AtomicLong sentMs = new AtomicLong();
  private volatile long lastSentAt;

  public EndlessVoice(int sentenceMs) {
    this.sentenceMs = sentenceMs;
  }

  /** How much sound of the story was sent, or at least taken by the kernel. */
  public long sentMs() {
    return sentMs.get();
  }

  /** When the kernel took some of it last, as {@link System#nanoTime} has it. */
  public long lastSentAt() {
    return lastSentAt;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (asked.header("upgrade").isPresent()) {
      talk(asked);
      return;
    }
    asked.begin("audio/pcm");
    speak(asked.json().path("input").asText(""), asked::more);
    asked.end();
  }

  private void talk(HttpExchange asked) throws IOException {
    WebSocketLink link = asked.webSocket();
    StringBuilder text = new StringBuilder();
    for (var next = link.read(); next.isPresent(); next = link.read()) {
      JsonNode message = JSON.readTree(next.get().text().orElse("{}"));
      String context = message.path("context_id").asText("");
      text.append(message.path("text").asText(""));
      if (message.path("flush").asBoolean()) {
        speak(
            text.toString(),
            sound -> link.text(JSON.createObjectNode()
                .put("contextId", context)
                .put("audio", Base64.getEncoder().encodeToString(sound))
                .toString()));
        text.setLength(0);
      }
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

  /** What takes a piece of sound. */
  private interface Peer {
    void take(byte[] sound) throws IOException;
  }

  /** Words for a wait and apologies are rehearsed by the engine, and as long as anywhere. */
  private void speak(String text, Peer peer) throws IOException {
    boolean story = EndlessChat.tells(text);
    int lengthMs = story ? sentenceMs : SHORT_MS;
    for (int ms = 0; ms < lengthMs; ms += PIECE_MS) {
      peer.take(piece(ms));
      if (story) {
        sentMs.addAndGet(PIECE_MS);
        lastSentAt = System.nanoTime();
      }
    }
  }

  private byte[] piece(int atMs) {
    short[] samples = spoken.sound().samples();
    int piece = PIECE_MS * Whisper.RATE_HZ / 1000;
    int from = atMs / PIECE_MS % (samples.length / piece) * piece;
    return Pcm.bytes(samples, from, from + piece);
  }
}
