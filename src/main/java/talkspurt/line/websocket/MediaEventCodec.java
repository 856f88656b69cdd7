package talkspurt.line.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import talkspurt.audio.AudioFrame;
import talkspurt.line.websocket.MediaEvent.Unreadable;
import talkspurt.line.websocket.MediaEvent.Why;
import talkspurt.text.OutsideText;

/**
 * Text messages of Asterisk to events, in either form: JSON ({@code f(json)}), or plain text, {@code
 * NAME key:value …}, the default. From {@code channels/chan_websocket.c} of Asterisk 22.10. Total:
 * nothing throws.
 */
final class MediaEventCodec {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final String DIGITS = "0123456789*#ABCD";
  private static final int MAX_FRAME_BYTES = 65_000;
  private static final int MAX_QUEUED = 1_000_000;
  private static final int MAX_TYPED = 1000;

  private MediaEventCodec() {}

  static MediaEvent decode(String text) {
    String bare = ControlFormat.bare(text);
    return ControlFormat.of(bare) == ControlFormat.JSON
        ? json(bare)
        : plain(OutsideText.repaired(bare));
  }

  private static MediaEvent json(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      String name = tree.path("event").asText();
      Map<String, String> fields = new HashMap<>();
      tree.properties().forEach(field -> put(fields, field));
      Map<String, String> variables = new HashMap<>();
      tree.path("channel_variables").properties().forEach(field -> put(variables, field));
      return event(name, fields, variables);
    } catch (JsonProcessingException unreadable) {
      return new Unreadable(Why.NOT_AN_EVENT);
    }
  }

  private static void put(Map<String, String> texts, Map.Entry<String, JsonNode> field) {
    texts.put(
        OutsideText.repaired(field.getKey()),
        OutsideText.repaired(field.getValue().asText()));
  }

  /** A word without a colon is the id of a mark. */
  private static MediaEvent plain(String text) {
    String[] words = text.strip().split("\\s+");
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      if (colon < 0) {
        fields.put("correlation_id", words[i]);
      } else {
        fields.put(words[i].substring(0, colon), words[i].substring(colon + 1));
      }
    }
    return event(words.length == 0 ? "" : words[0], fields, Map.of());
  }

  private static MediaEvent event(
      String name, Map<String, String> fields, Map<String, String> variables) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "MEDIA_START" -> start(fields, variables);
      case "MEDIA_XOFF" -> new MediaEvent.Xoff();
      case "MEDIA_XON" -> new MediaEvent.Xon();
      case "QUEUE_DRAINED", "MEDIA_BUFFERING_COMPLETED" -> new MediaEvent.Drained();
      case "MEDIA_MARK_PROCESSED" ->
        new MediaEvent.MarkProcessed(fields.getOrDefault("correlation_id", ""));
      case "DTMF_END" -> digit(fields.getOrDefault("digit", ""));
      case "TYPED" -> typed(fields.getOrDefault("words", "").strip());
      case "STATUS" -> status(fields);
      case "ERROR" -> new MediaEvent.Refused(fields.getOrDefault("error_text", ""));
      default ->
        name.matches("[A-Z][A-Z_]{2,63}")
            ? new MediaEvent.Unknown(name)
            : new Unreadable(Why.NOT_AN_EVENT);
    };
  }

  private static MediaEvent start(Map<String, String> fields, Map<String, String> variables) {
    String format = fields.getOrDefault("format", "");
    int frameBytes = fields.containsKey("optimal_frame_size")
        ? number(fields.get("optimal_frame_size"), MAX_FRAME_BYTES)
        : MediaFormat.named(format)
            .map(known -> known.bytes(AudioFrame.FRAME_MS))
            .orElse(1);
    return frameBytes < 1 || format.isEmpty()
        ? new Unreadable(Why.BAD_START)
        : new MediaEvent.Started(
            fields.getOrDefault("channel_id", ""),
            format,
            frameBytes,
            variables,
            fields.getOrDefault("unbuffered", "").equals("true"));
  }

  private static MediaEvent digit(String text) {
    return text.length() == 1 && DIGITS.contains(text)
        ? new MediaEvent.Dtmf(text.charAt(0))
        : new Unreadable(Why.BAD_DIGIT);
  }

  private static MediaEvent typed(String words) {
    return words.isEmpty() || words.length() > MAX_TYPED
        ? new Unreadable(Why.BAD_WORDS)
        : new MediaEvent.Typed(words);
  }

  private static MediaEvent status(Map<String, String> fields) {
    int queued = number(fields.get("queue_length"), MAX_QUEUED);
    return queued < 0 ? new Unreadable(Why.BAD_STATUS) : new MediaEvent.Status(queued);
  }

  /** -1 for what is no number or too large. */
  private static int number(String text, int most) {
    if (text == null || !text.matches("[0-9]{1,7}")) {
      return -1;
    }
    int number = Integer.parseInt(text);
    return number > most ? -1 : number;
  }
}
