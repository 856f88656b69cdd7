package talkspurt.provider.deepgram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import talkspurt.provider.transport.OutsideJson;

/** Text messages of Deepgram's voice. Total. */
final class SpeakCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static final String FLUSH = "{\"type\":\"Flush\"}";
  static final String CLEAR = "{\"type\":\"Clear\"}";
  static final String CLOSE = "{\"type\":\"Close\"}";

  private SpeakCodec() {}

  static String speak(String text) {
    return MAPPER.createObjectNode().put("type", "Speak").put("text", text).toString();
  }

  /** The body of a request over HTTP. */
  static String body(String text) {
    return MAPPER.createObjectNode().put("text", text).toString();
  }

  static SpeakMessage decode(String text) {
    try {
      JsonNode message = OutsideJson.read(text);
      return switch (message.path("type").asText("")) {
        case "Flushed" -> new SpeakMessage.Flushed(message.path("sequence_id").asLong(-1));
        case "Cleared" -> new SpeakMessage.Cleared();
        case "Error" -> new SpeakMessage.Refused(code(message));
        default ->
          message.hasNonNull("err_code")
              ? new SpeakMessage.Refused(code(message))
              : new SpeakMessage.Other();
      };
    } catch (JsonProcessingException unreadable) {
      return new SpeakMessage.Other();
    }
  }

  /** A word that names the error; a message may repeat what was to be said. */
  private static String code(JsonNode message) {
    for (String field : new String[] {"err_code", "code"}) {
      String value = message.path(field).asText("");
      if (value.matches("[a-zA-Z0-9_.-]{1,64}")) {
        return value;
      }
    }
    return "error";
  }
}
