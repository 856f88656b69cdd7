package talkspurt.provider.vosk;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.SpokenNumbers;

/**
 * One connection of a Vosk server, as {@code websocket/asr_server.py} is: one answer to each message
 * but the configuration, and a text it does not know breaks it.
 */
final class VoskServer implements FakeSocketServer.Peer {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SEGMENT_ENDS_MS = 300;

  /** What goes wrong. */
  enum Fault {
    NONE,
    SILENT,
    GARBAGE,
    BREAKS_AFTER_7
  }

  private final SpokenNumbers.Hearer hearer = new SpokenNumbers.Hearer();
  private final Fault fault;
  private final List<JsonNode> configs = new ArrayList<>();
  private int rateHz = 8000;
  private int messages;

  VoskServer(Fault fault) {
    this.fault = fault;
  }

  List<JsonNode> configs() {
    return configs;
  }

  String heard() {
    return hearer.all();
  }

  @Override
  public List<String> text(String message) {
    if (message.contains("config")) {
      JsonNode config = tree(message).path("config");
      configs.add(config);
      rateHz = config.path("sample_rate").asInt(rateHz);
      return List.of();
    }
    if (!message.equals("{\"reset\" : 1}")) {
      throw new IllegalStateException("fed to the recogniser");
    }
    return answer("{\"text\": \"" + hearer.take() + "\"}");
  }

  @Override
  public List<String> binary(ByteString message) {
    if (message.isEmpty()) {
      throw new IllegalStateException("nothing to hear");
    }
    messages++;
    hearer.hear(message);
    boolean over = hearer.silent() * 1000 / rateHz >= SEGMENT_ENDS_MS;
    return answer(
        over && !hearer.words().isEmpty()
            ? "{\"result\": [], \"text\": \"" + hearer.take() + "\"}"
            : "{\"partial\" : \"" + hearer.words() + "\"}");
  }

  private List<String> answer(String text) {
    return switch (fault) {
      case NONE -> List.of(text);
      case SILENT -> List.of();
      case GARBAGE -> List.of("<html>");
      case BREAKS_AFTER_7 -> {
        if (messages > 7) {
          throw new IllegalStateException("broken off");
        }
        yield List.of(text);
      }
    };
  }

  private static JsonNode tree(String message) {
    try {
      return MAPPER.readTree(message);
    } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
