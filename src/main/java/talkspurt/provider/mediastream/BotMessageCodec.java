package talkspurt.provider.mediastream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import talkspurt.provider.mediastream.BotMessage.Unreadable;
import talkspurt.provider.mediastream.BotMessage.Why;

/** Text of a bot to messages. Total: nothing throws. */
final class BotMessageCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST_MARK = 1024;
  private static final int LONGEST_EVENT = 64;

  private BotMessageCodec() {}

  /**
   * One message.
   *
   * @param streamSid of this stream; a message may leave it out, but not name another
   */
  static BotMessage decode(String text, String streamSid) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JsonProcessingException unreadable) {
      return new Unreadable(Why.NOT_AN_EVENT);
    }
    String event = text(tree, "event");
    if (event.isEmpty() || event.length() > LONGEST_EVENT) {
      return new Unreadable(Why.NOT_AN_EVENT);
    }
    String stream = text(tree, "streamSid");
    if (!stream.isEmpty() && !stream.equals(streamSid)) {
      return new Unreadable(Why.OTHER_STREAM);
    }
    return switch (event) {
      case "media" -> media(text(tree.path("media"), "payload"));
      case "mark" -> mark(text(tree.path("mark"), "name"));
      case "clear" -> new BotMessage.Clear();
      default -> new BotMessage.Unknown(event);
    };
  }

  private static BotMessage media(String payload) {
    try {
      byte[] sound = Base64.getDecoder().decode(payload);
      return sound.length == 0 ? new Unreadable(Why.BAD_PAYLOAD) : new BotMessage.Media(sound);
    } catch (IllegalArgumentException noBase64) {
      return new Unreadable(Why.BAD_PAYLOAD);
    }
  }

  private static BotMessage mark(String name) {
    return name.isEmpty() || name.length() > LONGEST_MARK
        ? new Unreadable(Why.BAD_MARK)
        : new BotMessage.Mark(name);
  }

  /** Empty where there is none, or it is no text. */
  private static String text(JsonNode tree, String field) {
    JsonNode value = tree == null ? null : tree.get(field);
    return value != null && value.isTextual() ? value.textValue() : "";
  }
}
