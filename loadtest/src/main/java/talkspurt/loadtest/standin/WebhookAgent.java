package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent of the user's: turns are posted to it, and it answers by events; it is told of interruptions. */
public final class WebhookAgent implements LoopbackServer.Service {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Brain brain;
  private final Faults faults;
  private final Violations breaches;
  private final String token;
  private final List<String> interruptions = new CopyOnWriteArrayList<>();

  public WebhookAgent(Brain brain, Faults faults, Violations breaches, String token) {
    this.brain = brain;
    this.faults = faults;
    this.breaches = breaches;
    this.token = token;
  }

  /** What callers had heard when they broke in. */
  public List<String> interruptions() {
    return interruptions;
  }

  @Override
  public void serve(HttpExchange asked) throws IOException {
    if (!asked.header("authorization").equals(Optional.of("Bearer " + token))) {
      asked.answer(401, "{\"error\":\"unauthorized\"}");
      return;
    }
    JsonNode body = asked.json();
    if (asked.path().equals("/interrupt")) {
      breaches.unless(
          body.path("durationUntilInterruptMs").isInt(), "webhook: an interruption without time");
      interruptions.add(body.path("utteranceUntilInterrupt").asText());
      asked.answer(200, "{}");
      return;
    }
    breaches.unless(asked.path().equals("/turn"), "webhook: path " + asked.path());
    Fault fault = faults.take();
    Faults.lateness(fault);
    if (fault instanceof Fault.Status status) {
      asked.answer(status.code(), "{\"error\":\"as-asked\"}");
    } else if (fault instanceof Fault.Hangs) {
      asked.hang();
    } else {
      stream(asked, brain.answer(cue(body), told(body)), fault instanceof Fault.DiesHalfWay);
    }
  }

  private static String cue(JsonNode body) {
    JsonNode cue = body.path("cue");
    return switch (cue.path("type").asText()) {
      case "words" -> cue.path("words").asText();
      case "digits" -> "pressed the keys " + cue.path("digits").asText();
      case "silence" -> "kept silent";
      default -> cue.path("type").asText();
    };
  }

  /** The results of this round have no turn; those of before count where news is awaited. */
  private static Optional<String> told(JsonNode body) {
    boolean silent = body.path("cue").path("type").asText().equals("silence");
    Optional<String> told = Optional.empty();
    for (JsonNode result : body.path("toolResults"))
      if (silent || !result.has("turn"))
        told = Optional.of(
            result.path("status").asText() + " " + result.path("content").asText());
    return told;
  }

  private void stream(HttpExchange asked, Brain.Answer answer, boolean dies) throws IOException {
    asked.begin("text/event-stream");
    String[] words = answer.say().split("(?<= )");
    for (int i = 0; i < words.length; i++) {
      if (dies && i > words.length / 2) {
        Faults.lateness(new Fault.Late(java.time.Duration.ofMillis(300)));
        asked.cut();
        return;
      }
      asked.event(JSON.createObjectNode().put("text", words[i]).toString());
    }
    if (answer.wish().isPresent()) {
      ObjectNode event = JSON.createObjectNode();
      ObjectNode tool = event.putArray("tools").addObject();
      tool.put("name", answer.wish().get().tool());
      tool.set("arguments", JSON.valueToTree(answer.wish().get().arguments()));
      asked.event(event.toString());
    }
    asked.event("{\"done\":true}");
    asked.end();
  }
}
