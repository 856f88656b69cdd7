package talkspurt.provider.deepgram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import talkspurt.provider.transport.OutsideJson;

/** The messages of Deepgram's {@code /v2/listen} (Flux). Total: nothing throws. */
final class FluxCodec {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private FluxCodec() {}

  static FluxMessage decode(String text) {
    try {
      JsonNode tree = OutsideJson.read(text);
      String type = tree.path("type").asText("");
      return switch (type) {
        case "" -> new FluxMessage.Unreadable();
        case "TurnInfo" -> turn(tree);
        case "Error" -> new FluxMessage.Failure();
        default -> new FluxMessage.Other(type);
      };
    } catch (JsonProcessingException unreadable) {
      return new FluxMessage.Unreadable();
    }
  }

  private static FluxMessage turn(JsonNode tree) {
    JsonNode words = tree.path("transcript");
    double end = tree.path("audio_window_end").asDouble(-1);
    return words.isTextual() && tree.path("turn_index").isIntegralNumber() && end >= 0
        ? new FluxMessage.Turn(
            tree.path("turn_index").longValue(),
            end,
            tree.path("event").asText().equals("EndOfTurn"),
            words.textValue().strip())
        : new FluxMessage.Unreadable();
  }
}
