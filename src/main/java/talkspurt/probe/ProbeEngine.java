package talkspurt.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;

/** The engine that a synthetic caller calls, by its API as dialplans and operators use it. Blocks. */
final class ProbeEngine {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_ROOM = 503;

  private final ProbeApi api;

  ProbeEngine(ProbeApi api) {
    this.api = api;
  }

  /** What a call start came to. */
  sealed interface Start {}

  /** The call's audio is to be connected there. */
  record Taken(InetSocketAddress audio) implements Start {}

  /** There is no place for the call. */
  record Busy(String why) implements Start {}

  /** It did not come about. */
  record Failed(String why) implements Start {}

  /** Starts a call. */
  Start start(UUID callId, ProbePlan plan) throws InterruptedException {
    ObjectNode body =
        JSON.createObjectNode().put("uuid", callId.toString()).put("callerId", plan.callerId());
    if (!plan.profile().isEmpty()) {
      body.put("profile", plan.profile());
    }
    try {
      ProbeApi.Answer answer = api.post("/api/calls", JSON.writeValueAsString(body));
      if (answer.status() == OK || answer.status() == CREATED) {
        String address = answer.body().path("audio").path("address").asText();
        return address(address)
            .<Start>map(Taken::new)
            .orElseGet(
                () -> new Failed("the call start names the audio address '" + address + "'"));
      }
      String why =
          "status " + answer.status() + ", " + answer.body().path("detail").asText();
      return answer.status() == NO_ROOM ? new Busy(why) : new Failed(why);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException unreachable) {
      return new Failed("the API cannot be reached: " + unreachable);
    }
  }

  private static Optional<InetSocketAddress> address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
      return Optional.of(new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1))));
    } catch (IndexOutOfBoundsException | IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  /** What the bot has said in a call so far, but for its greeting; empty where that cannot be read. */
  Optional<String> said(UUID callId) throws InterruptedException {
    try {
      ProbeApi.Answer answer = api.get("/api/calls/" + callId);
      return answer.status() == OK ? Optional.of(said(answer.body())) : Optional.empty();
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  private static String said(JsonNode call) {
    StringJoiner said = new StringJoiner(" ");
    boolean greeted = false;
    for (JsonNode entry : call.path("transcript")) {
      if (entry.path("speaker").asText().equals("bot")) {
        if (greeted) {
          said.add(entry.path("words").asText());
        }
        greeted = true;
      }
    }
    return said.toString();
  }
}
