package talkspurt.provider.httptool;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RawRequestURI;
import akka.japi.Pair;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
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
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolFaults;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.Traced;
import talkspurt.telemetry.ProviderMetrics;

/** Runs tools by HTTP requests, each once; a request that failed is not sent again. */
public final class HttpToolRunner implements ToolRunner {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode IN_ORDER = JSON.getNodeFactory().textNode("x");

  private record Ready(HttpTool tool, ToolSpec offered, Schema schema, ProviderHttpClient peer) {}

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
          tool, tool.offered(), Schema.of(tool.offered().parameters()), clients.apply(tool.peer()));
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
    if (ready == null) {
      return Optional.of("there is no tool called " + name + "; there are " + tools.keySet());
    }
    return ready.schema.objection(name, arguments).or(() -> inPath(ready.tool, arguments));
  }

  /** Of what the model gives; the rest is known with the call alone. */
  private static Optional<String> inPath(HttpTool tool, String arguments) {
    Set<String> own = tool.own().names();
    ObjectNode given = tree(arguments);
    return tool.sent()
        .url()
        .objection(name -> own.contains(name) ? IN_ORDER : given.get(name))
        .map(wrong -> wrong(tool, wrong));
  }

  private static String wrong(HttpTool tool, String why) {
    return "wrong arguments for " + tool.spec().name() + ": " + why;
  }

  @Override
  public Set<String> fromCall(String name) {
    Ready ready = tools.get(name);
    return ready == null ? Set.of() : ready.tool.own().fromCall().keySet();
  }

  @Override
  public Optional<String> objectionToSecret(String name, String argument) {
    HttpTool.Sent sent = tools.get(name).tool.sent();
    return sent.query() || sent.url().names().contains(argument)
        ? Optional.of(
            "sends it in the address, where servers log it; allowed: a tool with method = POST, PUT"
                + " or PATCH, and the argument in its body")
        : Optional.empty();
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
    ObjectNode arguments = tree(job.filled());
    ready.tool.own().each(job.variables(), arguments::put);
    Optional<String> wrong =
        ready.tool.sent().url().objection(arguments::get).map(why -> wrong(ready.tool, why));
    if (wrong.isPresent()) {
      return CompletableFuture.completedFuture(new ToolResult.Failed(
          wrong.get(),
          Optional.of(new ProviderFailure(Kind.REJECTED_REQUEST, job.name(), wrong.get()))));
    }
    return ready
        .peer
        .send(Traced.request(request(ready.tool, arguments, job.key()), job.traceparent()))
        .thenCompose(reply -> result(ready, reply))
        .exceptionally(broken ->
            new ToolResult.Failed(ToolFaults.NOT_KNOWN, Optional.of(ready.peer.failure(broken))));
  }

  private CompletionStage<ToolResult> result(Ready ready, ProviderHttpClient.Reply reply) {
    if (reply instanceof ProviderHttpClient.Reply.Answered answered) {
      return ready
          .peer
          .body(answered.response())
          .completionTimeout(ready.tool.peer().answerTimeout())
          .runFold(ByteString.emptyByteString(), ByteString::concat, system)
          .thenApply(body -> ready
              .tool
              .result()
              .of(withoutSecrets(ready.tool, body.utf8String().strip())));
    }
    if (reply instanceof ProviderHttpClient.Reply.Failed failed) {
      String meant = ready.tool.statuses().get(failed.status());
      if (meant != null) {
        return CompletableFuture.completedFuture(new ToolResult.Returned(meant));
      }
      return CompletableFuture.completedFuture(new ToolResult.Failed(
          withoutSecrets(ready.tool, why(failed)), Optional.of(failed.failure())));
    }
    throw new AssertionError(reply);
  }

  /** Of a token, however short it is. */
  private static String withoutSecrets(HttpTool tool, String told) {
    return ToolFaults.withoutSecrets(
        tool.sent().token().map(token -> told.replace(token.text(), "…")).orElse(told),
        tool.sent().headers().values().stream().map(Secret::text).toList());
  }

  /** What a server says to a request it refuses may help the model; all else would not. */
  private static String why(ProviderHttpClient.Reply.Failed failed) {
    return switch (failed.failure().kind()) {
      case REJECTED_REQUEST -> "it was refused (" + failed.status() + ") " + failed.said();
      case OVERLOADED, REJECTED_CREDENTIALS -> ToolFaults.OUT_OF_ORDER;
      case UNREACHABLE, BROKE_PROTOCOL, TOO_SLOW, VOICE_SILENT, SPEECH_GAP, BOT_SILENT ->
        ToolFaults.NOT_KNOWN;
    };
  }

  private static HttpRequest request(HttpTool tool, ObjectNode arguments, String key) {
    HttpTool.Sent sent = tool.sent();
    String url = sent.url().filled(arguments::get);
    ObjectNode rest = arguments.deepCopy();
    rest.remove(sent.url().names());
    HttpRequest request = switch (sent.method()) {
      case "GET" -> HttpRequest.GET(query(url, rest).toString());
      case "DELETE" -> HttpRequest.DELETE(query(url, rest).toString());
      case "PUT" -> HttpRequest.PUT(url);
      case "PATCH" -> HttpRequest.PATCH(url);
      default -> HttpRequest.POST(url);
    };
    if (!sent.query()) {
      JsonNode body = sent.body().map(template -> template.filled(arguments)).orElse(rest);
      request =
          request.withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body.toString()));
    }
    for (Map.Entry<String, Secret> header : sent.headers().entrySet()) {
      request =
          request.addHeader(RawHeader.create(header.getKey(), header.getValue().text()));
    }
    if (!sent.url().names().isEmpty()) {
      request = request.addHeader(RawRequestURI.create(target(url, request.getUri())));
    }
    return ProviderHttpClient.authorized(
        request.addHeader(RawHeader.create("Idempotency-Key", key)), sent.token());
  }

  /** Akka would write a path anew, and leave marks such as {@code ;} as they are. */
  private static String target(String url, Uri uri) {
    String path = URI.create(url).getRawPath();
    return uri.rawQueryString().map(query -> path + "?" + query).orElse(path);
  }

  /** Arguments without objections are a JSON object. */
  private static ObjectNode tree(String arguments) {
    try {
      return (ObjectNode) JSON.readTree(arguments);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Uri query(String url, ObjectNode arguments) {
    Uri uri = Uri.create(url);
    List<Pair<String, String>> all = new ArrayList<>(uri.query().toList());
    arguments
        .properties()
        .forEach(each -> all.add(Pair.create(each.getKey(), CallArguments.text(each.getValue()))));
    return all.isEmpty() ? uri : uri.query(Query.create(all));
  }
}
