package talkspurt.provider.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Alignment;
import talkspurt.provider.transport.Base64Sound;
import talkspurt.provider.transport.OutsideJson;

/** Messages of ElevenLabs' WebSocket of several contexts, and its HTTP bodies. Total. */
final class ElevenLabsCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ElevenLabsCodec() {}

  /** Opens a context; voice and dictionaries are set by its first message, whose text is one space. */
  static String open(String context, ElevenLabsSettings settings) {
    ObjectNode message = MAPPER.createObjectNode().put("text", " ").put("context_id", context);
    ObjectNode voice = voice(settings);
    if (!voice.isEmpty()) {
      message.set("voice_settings", voice);
    }
    dictionaries(message, settings);
    return message.toString();
  }

  /** The text ends in a space, or its last word would be waited for. */
  static String say(String context, String text) {
    return MAPPER
        .createObjectNode()
        .put("text", text.strip() + " ")
        .put("context_id", context)
        .put("flush", true)
        .toString();
  }

  static String close(String context) {
    return MAPPER
        .createObjectNode()
        .put("context_id", context)
        .put("close_context", true)
        .toString();
  }

  static String closeSocket() {
    return MAPPER.createObjectNode().put("close_socket", true).toString();
  }

  /** The body of a request over HTTP. */
  static String body(String text, ElevenLabsSettings settings) {
    ObjectNode body = MAPPER.createObjectNode().put("text", text).put("model_id", settings.model());
    if (!settings.language().isEmpty()) {
      body.put("language_code", settings.language());
    }
    ObjectNode voice = voice(settings);
    if (!voice.isEmpty()) {
      body.set("voice_settings", voice);
    }
    dictionaries(body, settings);
    return body.toString();
  }

  private static void dictionaries(ObjectNode to, ElevenLabsSettings settings) {
    if (!settings.dictionaries().isEmpty()) {
      ArrayNode all = to.putArray("pronunciation_dictionary_locators");
      settings
          .dictionaries()
          .forEach(one -> all.addObject()
              .put("pronunciation_dictionary_id", one.id())
              .put("version_id", one.version()));
    }
  }

  private static ObjectNode voice(ElevenLabsSettings settings) {
    ObjectNode voice = MAPPER.createObjectNode();
    if (settings.stability() >= 0) {
      voice.put("stability", settings.stability());
    }
    if (settings.similarity() >= 0) {
      voice.put("similarity_boost", settings.similarity());
    }
    if (settings.speed() != 1) {
      voice.put("speed", settings.speed());
    }
    return voice;
  }

  static ElevenLabsMessage decode(String text) {
    try {
      JsonNode message = OutsideJson.read(text);
      if (message.hasNonNull("error") || message.path("type").asText().equals("error")) {
        return new ElevenLabsMessage.Refused(code(message));
      }
      String context =
          message.path("contextId").asText(message.path("context_id").asText(""));
      // ElevenLabs' own SDK knows both spellings
      boolean last = message.path("isFinal").asBoolean(message.path("is_final").asBoolean(false));
      if (context.isEmpty() || !last && !message.path("audio").isTextual()) {
        return new ElevenLabsMessage.Other();
      }
      Optional<byte[]> samples = Base64Sound.decode(message.path("audio").asText(""));
      if (samples.isEmpty()) {
        return new ElevenLabsMessage.Other();
      }
      JsonNode aligned = message.path("alignment");
      return new ElevenLabsMessage.Audio(
          context, samples.get(), aligned.isObject() ? alignment(aligned) : Alignment.NONE, last);
    } catch (JsonProcessingException unreadable) {
      return new ElevenLabsMessage.Other();
    }
  }

  /** None where the three lists do not belong together. */
  private static Alignment alignment(JsonNode aligned) {
    JsonNode chars = aligned.path("chars");
    int[] begin = numbers(aligned.path("charStartTimesMs"));
    int[] length = numbers(aligned.path("charDurationsMs"));
    StringBuilder characters = new StringBuilder();
    for (JsonNode one : chars) {
      characters.append(one.asText().length() == 1 ? one.asText() : " ");
    }
    return characters.length() == begin.length && begin.length == length.length
        ? new Alignment(characters.toString(), begin, length)
        : Alignment.NONE;
  }

  private static int[] numbers(JsonNode list) {
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.max(0, Math.min(3_600_000, list.get(i).asInt()));
    }
    return numbers;
  }

  /** A word that names the error; a message may repeat what was to be said. */
  private static String code(JsonNode message) {
    for (String field : new String[] {"code", "error", "status"}) {
      String value = message.path(field).asText("");
      if (value.matches("[a-zA-Z0-9_.-]{1,64}")) {
        return value;
      }
    }
    return "error";
  }
}
