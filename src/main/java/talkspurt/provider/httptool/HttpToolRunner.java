package talkspurt.provider.httptool;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.Pair;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import talkspurt.provider.CallArguments;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.telemetry.ProviderMetrics;

/** Runs tools by HTTP requests, each once; a request that failed is not sent again. */
public final class HttpToolRunner implements ToolRunner {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOT_KNOWN = "no answer came, and whether it was done is not known";

  private record Ready(
      HttpTool tool, ToolSpec offered, Schema schema, ProviderHttpClient peer) {}

  private final ActorSystem<?> system;
  private final Map<String, Ready> tools = new LinkedHashMap<>();

  private HttpToolRunner(ActorSystem<?> system) {
    this.system = system;
  }

  /** Tools for all calls of a profile; wrong schemas are told by {@link IllegalArgumentException}s. */
  public static ToolRunner create(
      ActorSystem<?> system, List<HttpTool> tools, ProviderMetrics metrics) {
    return create(system, tools, peer -> ProviderHttpClient.create(system, peer, metrics));
  }

  /**
   * The same.
   *
   * @param clients where the servers of tools are asked
   */
  public static ToolRunner create(
      ActorSystem<?> system,
      List<HttpTool> tools,
      Function<PeerSettings, ProviderHttpClient> clients) {
    HttpToolRunner runner = new HttpToolRunner(system);
    for (HttpTool tool : tools) {
      Ready ready = new Ready(
          tool,
          tool.offered(),
          Schema.of(tool.offered().parameters()),
          clients.apply(tool.peer()));
      runner.tools.put(tool.spec().name(), ready);
    }
    return runner;
  }

  @Override
  public List<ToolSpec> offered() {
    return tools.values().stream().map(Ready::offered).toList();
  }

  @Override
  public Optional<String> objection(String name, String arguments) {
    Ready ready = tools.get(name);
    return ready == null
        ? Optional.of("there is no tool called " + name + "; there are " + tools.keySet())
        : ready.schema.objection(name, arguments);
  }

  @Override
  public Set<String> fromCall(String name) {
    Ready ready = tools.get(name);
    return ready == null ? Set.of() : ready.tool.own().fromCall().keySet();
  }

  @Override
  public Duration patience(String name) {
    return tools.get(name).tool.patience();
  }

  @Override
  public CompletionStage<ToolResult> run(Job job) {
    Ready ready = tools.get(job.name());
    List<String> missing = ready.tool.own().missing(job.variables());
    if (!missing.isEmpty()) {
      return CompletableFuture.completedFuture(ready.tool.own().refusal(job.name(), missing));
    }
    return ready
        .peer
        .send(request(ready.tool, job))
        .thenCompose(reply -> result(ready, reply))
        .exceptionally(
            broken -> new ToolResult.Failed(NOT_KNOWN, Optional.of(ready.peer.failure(broken))));
  }

  private CompletionStage<ToolResult> result(Ready ready, ProviderHttpClient.Reply reply) {
    if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
      return ready
          .peer
          .body(answered.response())
          .completionTimeout(ready.tool.peer().answerTimeout())
          .runFold(ByteString.emptyByteString(), ByteString::concat, system)
          .thenApply(body -> new ToolResult.Returned(
              content(withoutToken(ready.tool, body.utf8String().strip()))));
    }
    if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
      return CompletableFuture.completedFuture(new ToolResult.Failed(
          withoutToken(ready.tool, why(failed)), Optional.of(failed.failure())));
    }
    throw new AssertionError(reply);
  }

  /** Some servers tell what they were sent, and all that is told is read by the model and kept with the call. */
  private static String withoutToken(HttpTool tool, String told) {
    return tool.token().map(token -> told.replace(token.text(), "…")).orElse(told);
  }

  private static String content(String body) {
    return body.isEmpty() ? "done" : body;
  }

  /** What a server says to a request it refuses may help the model; all else would not. */
  private static String why(ProviderHttpClient.Reply.Failed failed) {
    return switch (failed.failure().kind()) {
      case REJECTED_REQUEST ->
        "it was refused (" + failed.failure().detail() + ") " + failed.said();
      case OVERLOADED, REJECTED_CREDENTIALS -> "the system behind it is out of order";
      case UNREACHABLE, BROKE_PROTOCOL, TOO_SLOW, VOICE_SILENT, BOT_SILENT -> NOT_KNOWN;
    };
  }

  private static HttpRequest request(HttpTool tool, Job job) {
    ObjectNode arguments = arguments(tool, job);
    HttpRequest request = tool.method().equals("GET")
        ? HttpRequest.GET(query(tool, arguments).toString())
        : HttpRequest.POST(tool.peer().url().toString())
            .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, arguments.toString()));
    HttpRequest keyed = request.addHeader(RawHeader.create("Idempotency-Key", job.key()));
    return ProviderHttpClient.authorized(keyed, tool.token());
  }

  private static ObjectNode arguments(HttpTool tool, Job job) {
    try {
      ObjectNode arguments = (ObjectNode) JSON.readTree(job.arguments());
      tool.own().each(job.variables(), arguments::put);
      return arguments;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Uri query(HttpTool tool, ObjectNode arguments) {
    Uri uri = Uri.create(tool.peer().url().toString());
    List<Pair<String, String>> all = new ArrayList<>(uri.query().toList());
    arguments
        .properties()
        .forEach(each -> all.add(Pair.create(each.getKey(), CallArguments.text(each.getValue()))));
    return uri.query(Query.create(all));
  }
}
