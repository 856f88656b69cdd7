package talkspurt.line.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A channel of Asterisk 23.6 that was dialled with option u, written from its change log: what comes is
 * played as it comes, a mark is reached at once, and what needs a queue is refused with an ERROR. It
 * keeps what it heard and what it had to refuse.
 */
final class UnbufferedAsterisk {

  static final String START_JSON = "{\"event\":\"MEDIA_START\",\"connection_id\":\"engine\","
      + "\"channel\":\"WebSocket/engine/0x7f12\",\"channel_id\":\"1795178983.250\","
      + "\"format\":\"slin16\",\"optimal_frame_size\":640,\"ptime\":20,\"passthrough\":false,"
      + "\"unbuffered\":true,\"channel_variables\":{}}";
  static final String START_PLAIN =
      "MEDIA_START connection_id:engine channel:WebSocket/engine/0x7f12 channel_id:1795178983.250"
          + " format:slin16 optimal_frame_size:640 ptime:20 passthrough:false unbuffered:true";

  private static final int FRAME_BYTES = 640;

  private final boolean json;
  private final List<String> refused = new ArrayList<>();
  private int played;
  private boolean bulk;

  UnbufferedAsterisk(boolean json) {
    this.json = json;
  }

  String start() {
    return json ? START_JSON : START_PLAIN;
  }

  /** How many frames were played. */
  int played() {
    return played;
  }

  /** What had to be refused, as it came. */
  List<String> refused() {
    return refused;
  }

  /** Media: outside of START and STOP_MEDIA_BUFFERING one frame a message. */
  void media(int bytes) {
    if (!bulk && bytes != FRAME_BYTES) {
      refused.add(bytes + " bytes");
    }
    played++;
  }

  /** A command; what it answers, if anything. */
  Optional<String> command(String text) {
    String name =
        json ? text.replaceAll(".*\"command\":\"([A-Z_]+)\".*", "$1") : text.split(" ")[0];
    switch (name) {
      case "MARK_MEDIA" -> {
        String id = json
            ? text.replaceAll(".*\"correlation_id\":\"([^\"]*)\".*", "$1")
            : text.split(" ")[1];
        return Optional.of(
            json
                ? "{\"event\":\"MEDIA_MARK_PROCESSED\",\"channel_id\":\"1795178983.250\","
                    + "\"correlation_id\":\"" + id + "\"}"
                : "MEDIA_MARK_PROCESSED " + id);
      }
      case "START_MEDIA_BUFFERING" -> {
        return bulk ? refuse(text) : bulk(true);
      }
      case "STOP_MEDIA_BUFFERING" -> {
        return bulk ? bulk(false) : refuse(text);
      }
      case "ANSWER", "HANGUP", "GET_STATUS" -> {
        return Optional.empty();
      }
      default -> {
        return refuse(text);
      }
    }
  }

  private Optional<String> bulk(boolean begins) {
    bulk = begins;
    return Optional.empty();
  }

  private Optional<String> refuse(String text) {
    refused.add(text);
    return Optional.of(
        json
            ? "{\"event\":\"ERROR\",\"channel_id\":\"1795178983.250\",\"error_text\":\"refused\"}"
            : "ERROR channel_id:1795178983.250 error_text:refused");
  }
}
