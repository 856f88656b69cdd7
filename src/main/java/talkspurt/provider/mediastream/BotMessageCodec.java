package talkspurt.provider.mediastream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import talkspurt.provider.mediastream.BotMessage.Unreadable;
import talkspurt.provider.mediastream.BotMessage.Why;
import talkspurt.provider.transport.Base64Sound;
import talkspurt.text.OutsideText;

/** Text of a bot to messages. Total: nothing throws. */
final class BotMessageCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST_MARK = 1024;
  private static final int LONGEST_EVENT = 64;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_ARGUMENTS = 32_768;

  /** What some libraries put before, between or behind objects: NUL, RS (RFC 7464), a byte order mark. */
  private static final String BETWEEN = "\0\u001e\ufeff";

  private BotMessageCodec() {}

  /**
   * The messages in a text, in their order and at least one: most bots send one object a text, some
   * several in a row, one a line, or a list of them.
   *
   * @param streamSid of this stream; a message may leave it out, but not name another
   */
  static List<BotMessage> decode(String text, String streamSid) {
    Optional<BotMessage> media = PlainMedia.read(text, streamSid);
    return media.isPresent() ? List.of(media.get()) : decodeTrees(text, streamSid);
  }

  /** Reads any text; a plain media message is read more cheaply by {@link PlainMedia}. */
  static List<BotMessage> decodeTrees(String text, String streamSid) {
    List<BotMessage> messages = new ArrayList<>(1);
    try (JsonParser parser = MAPPER.createParser(spaced(text))) {
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

  private static String spaced(String text) {
    String spaced = text;
    for (int k = 0; k < BETWEEN.length(); k++) {
      spaced = spaced.replace(BETWEEN.charAt(k), ' ');
    }
    return spaced;
  }

  private static BotMessage message(JsonNode tree, String streamSid) {
    String event = text(tree.get("event"));
    if (event.isEmpty() || event.length() > LONGEST_EVENT) {
      return new Unreadable(Why.NOT_AN_EVENT);
    }
    String stream = first(tree, "streamSid", "stream_sid");
    if (!stream.isEmpty() && !stream.equals(streamSid)) {
      return new Unreadable(Why.OTHER_STREAM);
    }
    return switch (event.toLowerCase(Locale.ROOT)) {
      case "media", "playaudio" -> media(tree);
      case "mark", "checkpoint" -> mark(within(tree, "mark", "name"));
      case "clear", "clearaudio" -> new BotMessage.Clear();
      case "tool" -> tool(tree.path("tool"));
      default -> new BotMessage.Unknown(event);
    };
  }

  private static BotMessage media(JsonNode tree) {
    Optional<byte[]> sound = Base64Sound.decode(text(within(tree, "media", "payload")))
        .filter(bytes -> bytes.length > 0);
    if (sound.isEmpty()) {
      return new Unreadable(Why.BAD_PAYLOAD);
    }
    JsonNode media = tree.path("media");
    JsonNode rate = media.has("sampleRate") ? media.get("sampleRate") : media.path("sample_rate");
    return MediaLabel.of(first(media, "contentType", "content_type", "encoding"), rate.asText())
        .<BotMessage>map(label -> new BotMessage.Media(sound.get(), label))
        .orElseGet(() -> new Unreadable(Why.OTHER_CODEC));
  }

  private static BotMessage tool(JsonNode tool) {
    String name = text(tool.get("name"));
    JsonNode id = tool.path("id");
    JsonNode given = tool.path("arguments");
    String arguments =
        given.isContainerNode() ? given.toString() : OutsideText.repaired(given.asText(""));
    boolean fits = name.length() <= LONGEST_NAME
        && id.asText("").length() <= LONGEST_MARK
        && arguments.length() <= LONGEST_ARGUMENTS;
    return name.isEmpty() || !fits
        ? new Unreadable(Why.BAD_TOOL)
        : new BotMessage.Tool(
            OutsideText.repaired(id.asText("")), name, arguments.isBlank() ? "{}" : arguments);
  }

  /** Some bots leave the object out that a field is in. */
  private static JsonNode within(JsonNode tree, String object, String field) {
    JsonNode inside = tree.path(object);
    return inside.isObject() ? inside.get(field) : tree.get(field);
  }

  private static String first(JsonNode tree, String... fields) {
    for (String field : fields) {
      String text = text(tree.get(field));
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
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
