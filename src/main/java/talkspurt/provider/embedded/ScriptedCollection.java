package talkspurt.provider.embedded;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.collect.Collect;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.Tools;

/**
 * A value that the caller of a scripted agent was asked for just now: it goes to its tool, and then the caller hears
 * how that came out.
 *
 * @param told what came of it, as JSON
 */
record ScriptedCollection(Script.OnCollected script, JsonNode told) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the request is about, if it is about such a value. */
  static Optional<ScriptedCollection> of(Script script, Request request) {
    List<ToolRun> used = request.used();
    return Optional.of(used)
        .filter(all -> !all.isEmpty())
        .map(all -> all.get(all.size() - 1))
        .filter(run -> run.name().equals(Collect.TOOL) && justNow(run, request))
        .flatMap(run -> Optional.ofNullable(
                script.onCollected().get(run.arguments().getOrDefault("name", "")))
            .map(then -> new ScriptedCollection(then, tree(run.outcome().orElse("{}")))));
  }

  /** Nothing but the value was said by the caller since. */
  private static boolean justNow(ToolRun run, Request request) {
    long said = request.history().stream()
        .skip(run.afterLine())
        .filter(line -> line.speaker() == Speaker.CALLER)
        .count();
    return run.turn() < request.turn() && said <= 1;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException unreadable) {
      return JSON.createObjectNode();
    }
  }

  /** What is said and done now. */
  Source<Part, NotUsed> reply(Request request, Tools tools) {
    if (!told.path("collected").isTextual()) {
      return asking(ScriptedResponder.say(script.failed(), request), tools);
    }
    if (!told.has("tool")) {
      return asking(good(request), tools);
    }
    String value = told.path(told.has("ref") ? "ref" : "value").asText();
    String arguments =
        JSON.createObjectNode().put(told.path("argument").asText(), value).toString();
    return Source.lazySource(
            () -> Source.completionStage(tools.use(told.path("tool").asText(), arguments)))
        .mapMaterializedValue(running -> NotUsed.getInstance())
        .flatMapConcat(result -> asking(
            result.hasRun() ? good(request) : ScriptedResponder.say(script.failed(), request),
            tools));
  }

  private List<Part> good(Request request) {
    List<Part> parts = new ArrayList<>(ScriptedResponder.say(script.say(), request));
    script.then().tool().ifPresent(parts::add);
    return parts;
  }

  /** Parts as they are; where one asks for a value, that is begun. */
  static Source<Part, NotUsed> asking(List<Part> parts, Tools tools) {
    return Source.from(parts)
        .flatMapConcat(part -> part instanceof Part.UseTool use && use.name().equals(Collect.TOOL)
            ? begun(use, tools)
            : Source.single(part));
  }

  private static Source<Part, NotUsed> begun(Part.UseTool use, Tools tools) {
    String arguments = JSON.valueToTree(use.arguments()).toString();
    return Source.lazySource(() -> Source.completionStage(tools.use(use.name(), arguments)))
        .mapMaterializedValue(running -> NotUsed.getInstance())
        .mapConcat(result -> List.<Part>of());
  }
}
