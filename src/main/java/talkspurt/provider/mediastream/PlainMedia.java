package talkspurt.provider.mediastream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import talkspurt.provider.transport.Base64Sound;

/**
 * A media message as most bots send it, 50 times a second: read without a tree of the JSON and
 * without a text of the base64. What is not plainly that is left to {@link BotMessageCodec}: other
 * events, other fields, a field that comes twice, a second object, and all that cannot be read.
 */
final class PlainMedia {

  private static final JsonFactory JSON = new JsonFactory();

  private final String streamSid;
  private boolean event;
  private boolean stream;
  private byte[] payload;

  private PlainMedia(String streamSid) {
    this.streamSid = streamSid;
  }

  /** The message; empty where it is another, or not plainly this one. */
  static Optional<BotMessage> read(String text, String streamSid) {
    try (JsonParser json = JSON.createParser(text)) {
      PlainMedia media = new PlainMedia(streamSid);
      return media.isPlain(json) && json.nextToken() == null
          ? Optional.of(new BotMessage.Media(media.payload, MediaLabel.NONE))
          : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private boolean isPlain(JsonParser json) throws IOException {
    boolean plain = json.nextToken() == JsonToken.START_OBJECT;
    while (plain && json.nextToken() == JsonToken.FIELD_NAME) {
      plain = takes(json.currentName(), json.nextToken(), json);
    }
    return plain && json.currentToken() == JsonToken.END_OBJECT && event && payload != null;
  }

  private boolean takes(String field, JsonToken token, JsonParser json) throws IOException {
    return switch (field) {
      case "event" -> {
        boolean first = !event;
        event = token == JsonToken.VALUE_STRING && json.getText().equals("media");
        yield first && event;
      }
      case "streamSid" -> {
        boolean first = !stream;
        stream = token == JsonToken.VALUE_STRING && json.getText().equals(streamSid);
        yield first && stream;
      }
      case "media" -> token == JsonToken.START_OBJECT && payload == null && takesMedia(json);
      case "sequenceNumber" -> token.isScalarValue();
      default -> false;
    };
  }

  private boolean takesMedia(JsonParser json) throws IOException {
    boolean plain = true;
    while (plain && json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      plain = switch (field) {
        case "payload" -> token == JsonToken.VALUE_STRING && payload == null && decodes(json);
        case "track", "chunk", "timestamp" -> token.isScalarValue();
        default -> false;
      };
    }
    return plain && payload != null;
  }

  private boolean decodes(JsonParser json) throws IOException {
    payload = Base64Sound.decode(json).orElse(null);
    return payload != null;
  }
}
