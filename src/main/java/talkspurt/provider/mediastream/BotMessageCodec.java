package talkspurt.provider.mediastream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import talkspurt.provider.mediastream.BotMessage.Unreadable;
import talkspurt.provider.mediastream.BotMessage.Why;
import talkspurt.provider.transport.Base64Sound;
import talkspurt.text.OutsideText;

/** Text of a bot to messages. Total: nothing throws. */
final class BotMessageCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST_MARK = 1024;
  private static final int LONGEST_EVENT = 64;

  private BotMessageCodec() {}

  /**
   * The messages in a text, in their order and at least one: most bots send one object a text, some
   * several in a row, one a line, or a list of them.
   *
   * @param streamSid of this stream; a message may leave it out, but not name another
   */
  static List<BotMessage> decode(String text, String streamSid) {
    List<BotMessage> messages = new ArrayList<>(1);
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonNode tree = MAPPER.readTree(parser); tree != null; tree = MAPPER.readTree(parser)) {
        if (tree.isArray() && !tree.isEmpty()) {
          tree.forEach(one -> messages.add(message(one, streamSid)));
        } else {
          messages.add(message(tree, streamSid));
        }
      }
    } catch (IOException notJson) {
      messages.add(new Unreadable(Why.NOT_AN_EVENT));
    }
    return messages.isEmpty() ? List.of(new Unreadable(Why.NOT_AN_EVENT)) : messages;
  }

  private static BotMessage message(JsonNode tree, String streamSid) {
    String event = text(tree.get("event"));
    if (event.isEmpty() || event.length() > LONGEST_EVENT) {
      return new Unreadable(Why.NOT_AN_EVENT);
    }
    String stream = text(tree.get("streamSid"));
    if (!stream.isEmpty() && !stream.equals(streamSid)) {
      return new Unreadable(Why.OTHER_STREAM);
    }
    return switch (event) {
      case "media" -> media(text(tree.path("media").get("payload")));
      case "mark" -> mark(tree.path("mark").get("name"));
      case "clear" -> new BotMessage.Clear();
      default -> new BotMessage.Unknown(event);
    };
  }

  private static BotMessage media(String payload) {
    return Base64Sound.decode(payload)
        .filter(sound -> sound.length > 0)
        .<BotMessage>map(BotMessage.Media::new)
        .orElseGet(() -> new Unreadable(Why.BAD_PAYLOAD));
  }

  /** One without a name comes back without a name: the bot may only count them. */
  private static BotMessage mark(JsonNode name) {
    if (name == null || name.isNull()) {
      return new BotMessage.Mark("");
    }
    boolean readable = name.isTextual() || name.isNumber();
    return readable && name.asText().length() <= LONGEST_MARK
        ? new BotMessage.Mark(OutsideText.repaired(name.asText()))
        : new Unreadable(Why.BAD_MARK);
  }

  /** Empty where there is none, or it is no text. */
  private static String text(JsonNode value) {
    return value != null && value.isTextual() ? OutsideText.repaired(value.textValue()) : "";
  }
}
