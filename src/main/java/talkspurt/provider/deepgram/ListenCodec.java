package talkspurt.provider.deepgram;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import talkspurt.provider.transport.OutsideJson;

/** The messages of Deepgram's {@code /v1/listen}. Total: nothing throws. */
final class ListenCodec {

  /** Asks for the last words of all sound so far. */
  static final String FINALIZE = "{\"type\":\"Finalize\"}";

  /** Keeps a connection without sound; has no answer. */
  static final String KEEP_ALIVE = "{\"type\":\"KeepAlive\"}";

  /** Nothing more is sent: the last results come, then the metadata, and the connection is closed. */
  static final String CLOSE_STREAM = "{\"type\":\"CloseStream\"}";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** A day; nothing longer is believed. */
  private static final double LONGEST_SECONDS = 86_400;

  private ListenCodec() {}

  static ByteString audio(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return ByteString.fromArrayUnsafe(bytes.array());
  }

  static ListenMessage decode(String text) {
    try {
      JsonNode tree = OutsideJson.read(text);
      String type = tree.path("type").asText("");
      return switch (type) {
        case "" -> new ListenMessage.Unreadable();
        case "Results" -> results(tree);
        case "Metadata" -> metadata(tree.path("duration"));
        case "Error" -> new ListenMessage.Failure();
        default -> new ListenMessage.Other(type);
      };
    } catch (JsonProcessingException unreadable) {
      return new ListenMessage.Unreadable();
    }
  }

  /** One that tells no duration is of no use, and no matter. */
  private static ListenMessage metadata(JsonNode duration) {
    return duration.isNumber() && duration.doubleValue() >= 0
        ? new ListenMessage.Metadata(Math.min(duration.doubleValue(), LONGEST_SECONDS))
        : new ListenMessage.Other("Metadata");
  }

  private static ListenMessage results(JsonNode tree) {
    JsonNode words = tree.path("channel").path("alternatives").path(0).path("transcript");
    double start = tree.path("start").asDouble(-1);
    double duration = tree.path("duration").asDouble(-1);
    return words.isTextual() && start >= 0 && duration >= 0
        ? new ListenMessage.Results(
            start,
            duration,
            tree.path("is_final").asBoolean(),
            tree.path("from_finalize").asBoolean(),
            words.textValue().strip(),
            tree.at("/channel/alternatives/0/languages/0").asText(""))
        : new ListenMessage.Unreadable();
  }
}
