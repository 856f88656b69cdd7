package talkspurt.provider.openaitranscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import talkspurt.provider.transport.TranscriptionUsage;

/** The events of a transcription session. Total: nothing throws. */
final class SessionCodec {

  /** The only rate of linear sound it takes. */
  static final int RATE_HZ = 24_000;

  /** The sound so far is an item, and its last words are wanted. */
  static final String COMMIT = "{\"type\":\"input_audio_buffer.commit\"}";

  private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private SessionCodec() {}

  /** What is sent first; what is empty is left out. Turns are cut by us. */
  static String session(String model, String language, String prompt, String noiseReduction) {
    ObjectNode root = MAPPER.createObjectNode().put("type", "session.update");
    ObjectNode input = root.putObject("session")
        .put("type", "transcription")
        .putObject("audio")
        .putObject("input");
    input.putObject("format").put("type", "audio/pcm").put("rate", RATE_HZ);
    ObjectNode transcription = input.putObject("transcription").put("model", model);
    if (!language.isEmpty()) {
      transcription.put("language", language);
    }
    if (!prompt.isEmpty()) {
      transcription.put("prompt", prompt);
    }
    input.putNull("turn_detection");
    if (!noiseReduction.isEmpty()) {
      input.putObject("noise_reduction").put("type", noiseReduction);
    }
    return root.toString();
  }

  static String append(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(bytes.array()) + "\"}";
  }

  static SessionEvent decode(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      String type = tree.path("type").asText("");
      String item = tree.path("item_id").asText("");
      return switch (type) {
        case "" -> new SessionEvent.Unreadable();
        case TRANSCRIPTION + "delta" ->
          words(
              tree.path("delta"),
              item,
              new SessionEvent.Delta(item, tree.path("delta").asText()));
        case TRANSCRIPTION + "completed" ->
          words(
              tree.path("transcript"),
              item,
              new SessionEvent.Completed(
                  item,
                  tree.path("transcript").asText().strip(),
                  TranscriptionUsage.of(tree.path("usage"))));
        case TRANSCRIPTION + "failed" -> of(item, new SessionEvent.Failed(item));
        // some servers do not name the item yet: its first words will
        case "input_audio_buffer.committed" ->
          item.isEmpty() ? new SessionEvent.Other(type) : new SessionEvent.Committed(item);
        case "error" -> fault(tree.path("error"));
        default -> new SessionEvent.Other(type);
      };
    } catch (JsonProcessingException unreadable) {
      return new SessionEvent.Unreadable();
    }
  }

  private static SessionEvent words(JsonNode words, String item, SessionEvent event) {
    return words.isTextual() ? of(item, event) : new SessionEvent.Unreadable();
  }

  private static SessionEvent of(String item, SessionEvent event) {
    return item.isEmpty() ? new SessionEvent.Unreadable() : event;
  }

  private static SessionEvent fault(JsonNode error) {
    String code = error.path("code").asText("");
    String type = error.path("type").asText("");
    return new SessionEvent.Fault(code.isEmpty() || code.equals("null") ? type : code);
  }
}
