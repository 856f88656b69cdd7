package talkspurt.provider.vosk;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import talkspurt.provider.transport.OutsideJson;

/** The messages of {@code websocket/asr_server.py} of vosk-server. Total: nothing throws. */
final class VoskCodec {

  /** Gives the last words out and keeps the connection; compared by the server as it stands here. */
  static final String RESET = "{\"reset\" : 1}";

  /** Stands for all words that are not in a phrase list. */
  private static final String UNKNOWN = "[unk]";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private VoskCodec() {}

  /**
   * What is sent first.
   *
   * @param phrases all that can be understood, or empty for everything
   */
  static String config(int rateHz, List<String> phrases) {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode config = root.putObject("config").put("sample_rate", rateHz).put("words", false);
    if (!phrases.isEmpty()) {
      phrases.forEach(config.putArray("phrase_list")::add);
      config.withArray("phrase_list").add(UNKNOWN);
    }
    return root.toString();
  }

  static ByteString audio(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return ByteString.fromArrayUnsafe(bytes.array());
  }

  static VoskMessage decode(String text) {
    try {
      JsonNode tree = OutsideJson.read(text);
      if (tree.path("partial").isTextual()) {
        return new VoskMessage.Partial(words(tree.get("partial")));
      }
      JsonNode best = tree.path("alternatives").path(0).path("text");
      JsonNode segment = best.isTextual() ? best : tree.path("text");
      return segment.isTextual()
          ? new VoskMessage.Segment(words(segment))
          : new VoskMessage.Unreadable();
    } catch (JsonProcessingException unreadable) {
      return new VoskMessage.Unreadable();
    }
  }

  /** What was not in the phrase list is no word. */
  private static String words(JsonNode text) {
    return text.textValue().replace(UNKNOWN, "").strip().replaceAll("\\s+", " ");
  }
}
