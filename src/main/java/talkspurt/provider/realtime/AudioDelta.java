package talkspurt.provider.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import talkspurt.provider.transport.Base64Sound;
import talkspurt.text.OutsideText;

/**
 * More sound, which most events of a Realtime server are, read without a tree of the JSON and without
 * a text of the base64. What is not plainly that is left to {@link ServerEventCodec}: other events, a
 * field that comes twice, sound before its type, and all that cannot be read.
 */
final class AudioDelta {

  /** By the names of today and of the beta. */
  private static final Set<String> TYPES =
      Set.of("response.output_audio.delta", "response.audio.delta");

  private static final JsonFactory JSON = new JsonFactory();

  private String type;
  private String response;
  private String item;
  private byte[] sound;

  private AudioDelta() {}

  /** The event; empty where it is another, or not plainly this one. */
  static Optional<ServerEvent.Audio> read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      AudioDelta delta = new AudioDelta();
      boolean plain = json.nextToken() == JsonToken.START_OBJECT;
      while (plain && json.nextToken() == JsonToken.FIELD_NAME) {
        plain = delta.takes(json.currentName(), json.nextToken(), json);
      }
      return plain && json.currentToken() == JsonToken.END_OBJECT
          ? delta.event()
          : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private boolean takes(String field, JsonToken token, JsonParser json) throws IOException {
    boolean isText = token == JsonToken.VALUE_STRING;
    switch (field) {
      case "type" -> {
        boolean first = isText && type == null;
        type = json.getText();
        return first && TYPES.contains(type);
      }
      case "response_id" -> {
        boolean first = isText && response == null;
        response = json.getText();
        return first;
      }
      case "item_id" -> {
        boolean first = isText && item == null;
        item = json.getText();
        return first;
      }
      case "delta" -> {
        return isText && type != null && sound == null && decodes(json);
      }
      default -> {
        json.skipChildren();
        return true;
      }
    }
  }

  private boolean decodes(JsonParser json) throws IOException {
    sound = Base64Sound.decode(json).orElse(null);
    return sound != null;
  }

  private Optional<ServerEvent.Audio> event() {
    if (sound == null || item == null) {
      return Optional.empty();
    }
    String known = OutsideText.repaired(item);
    return ServerEventCodec.isId(known)
        ? Optional.of(new ServerEvent.Audio(
            response == null ? "" : OutsideText.repaired(response), known, sound))
        : Optional.empty();
  }
}
