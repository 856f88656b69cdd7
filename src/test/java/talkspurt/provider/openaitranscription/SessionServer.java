package talkspurt.provider.openaitranscription;

import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.SpokenNumbers;

/** One transcription session, with words while they are spoken; what is wrong is an error event. */
final class SessionServer implements FakeSocketServer.Peer {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LEAST_SAMPLES = 2400;

  /** What goes wrong. */
  enum Fault {
    NONE,
    FAILS,
    GARBAGE,
    WRONG_KEY,
    BREAKS_AFTER_10
  }

  private final SpokenNumbers.Hearer hearer = new SpokenNumbers.Hearer();
  private final Fault fault;
  private final List<JsonNode> sessions = new ArrayList<>();
  private String told = "";
  private long committed;
  private int items = 1;
  private int messages;

  SessionServer(Fault fault) {
    this.fault = fault;
  }

  List<JsonNode> sessions() {
    return sessions;
  }

  @Override
  public List<String> binary(ByteString message) {
    return List.of(error("invalid_request_error", "no binary messages"));
  }

  @Override
  public List<String> text(String message) {
    if (fault == Fault.BREAKS_AFTER_10 && ++messages > 10) {
      throw new IllegalStateException("broken off");
    }
    JsonNode event = tree(message);
    return switch (event.path("type").asText()) {
      case "session.update" -> update(event.path("session"));
      case "input_audio_buffer.append" -> append(event.path("audio").asText());
      case "input_audio_buffer.commit" -> commit();
      default -> List.of(error("invalid_request_error", "unknown"));
    };
  }

  private List<String> update(JsonNode session) {
    sessions.add(session);
    return fault == Fault.WRONG_KEY
        ? List.of(error("invalid_request_error", "invalid_api_key"))
        : List.of("{\"type\":\"session.created\"}", "{\"type\":\"session.updated\"}");
  }

  private List<String> append(String audio) {
    hearer.hear(ByteString.fromArray(Base64.getDecoder().decode(audio)));
    if (fault == Fault.GARBAGE) {
      return List.of("]");
    }
    String words = hearer.words();
    if (words.equals(told)) {
      return List.of();
    }
    String more = words.substring(told.length());
    told = words;
    return List.of("{\"type\":\"conversation.item.input_audio_transcription.delta\",\"item_id\":\"i"
        + items + "\",\"content_index\":0,\"delta\":\"" + more + "\"}");
  }

  private List<String> commit() {
    if (hearer.samples() - committed < LEAST_SAMPLES) {
      return List.of(error("invalid_request_error", "input_audio_buffer_commit_empty"));
    }
    double seconds = (hearer.samples() - committed) / 24_000.0;
    committed = hearer.samples();
    String item = "\"item_id\":\"i" + items++ + "\"";
    told = "";
    return List.of(
        "{\"type\":\"input_audio_buffer.committed\"," + item + ",\"previous_item_id\":null}",
        "{\"type\":\"conversation.item.added\",\"item\":{}}",
        fault == Fault.FAILS
            ? "{\"type\":\"conversation.item.input_audio_transcription.failed\"," + item
                + ",\"error\":{\"message\":\"x\"}}"
            : "{\"type\":\"conversation.item.input_audio_transcription.completed\"," + item
                + ",\"transcript\":\"" + hearer.take()
                + "\",\"usage\":{\"type\":\"duration\",\"seconds\":"
                + seconds + "}}");
  }

  private static String error(String type, String code) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code
        + "\",\"message\":\"m\",\"param\":null}}";
  }

  private static JsonNode tree(String message) {
    try {
      return MAPPER.readTree(message);
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
