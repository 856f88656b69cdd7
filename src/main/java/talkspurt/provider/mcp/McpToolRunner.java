package talkspurt.provider.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.CallArguments;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolFaults;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolSpec;
import talkspurt.telemetry.ProviderMetrics;

/** Runs those tools of an MCP server that an agent may use, each once. Offers what the server offers now. */
public final class McpToolRunner implements ToolRunner {

  /** Where a server finds the key by which it can tell that it is asked twice. */
  public static final String KEY = "talkspurt/idempotency-key";

  private static final Logger LOG = LoggerFactory.getLogger(McpToolRunner.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_OFFERED = 64;
  private static final int MAX_REFUSAL = 500;

  /** A tool that is offered; {@code ofOwn} are the types of the arguments that no model gives, by their name. */
  private record Ready(
      RemoteTool remote,
      ToolSpec spec,
      Schema schema,
      CallArguments own,
      Map<String, String> ofOwn) {}

  /** What is offered while the server lists just these. */
  private record View(List<RemoteTool> of, Map<String, Ready> tools) {}

  private final McpServer server;
  private final ToolUsage usage;
  private final ProviderMetrics metrics;
  private volatile View view = new View(List.of(), Map.of());

  public McpToolRunner(McpServer server, ToolUsage usage, ProviderMetrics metrics) {
    this.server = server;
    this.usage = usage;
    this.metrics = metrics;
  }

  /** The server. */
  public McpServer server() {
    return server;
  }

  /** Tools that the settings name and that the server does not have, sorted. */
  public List<String> absent() {
    Set<String> named = new TreeSet<>(usage.tools().keySet());
    usage.allow().ifPresent(named::addAll);
    server.tools().forEach(tool -> named.remove(tool.name()));
    return List.copyOf(named);
  }

  private Map<String, Ready> tools() {
    List<RemoteTool> now = server.tools();
    View known = view;
    if (known.of() != now) {
      known = new View(now, ready(now));
      view = known;
      if (!now.isEmpty() && !absent().isEmpty()) {
        LOG.warn("MCP server {} does not have {}", server.settings().name(), absent());
      }
    }
    return known.tools();
  }

  private Map<String, Ready> ready(List<RemoteTool> all) {
    Map<String, Ready> ready = new LinkedHashMap<>();
    for (RemoteTool tool : all) {
      if (!usage.allows(tool.name())) {
        continue;
      }
      if (ready.size() == MAX_OFFERED) {
        LOG.warn(
            "MCP server {} has more than {} tools that may be used; the rest is left out: name some in allow",
            server.settings().name(),
            MAX_OFFERED);
        break;
      }
      String name = ToolNames.of(usage.prefix(), tool.name(), ready.keySet());
      CallArguments own = usage.of(tool.name()).own();
      String shown = RemoteSchema.shown(tool.parameters(), own.names());
      ready.put(
          name,
          new Ready(
              tool,
              new ToolSpec(name, tool.description(), shown),
              RemoteSchema.of(Schema.without(tool.parameters(), own.names())),
              own,
              RemoteSchema.types(tool.parameters(), own.names())));
      metrics.toolKnown(name);
    }
    return ready;
  }

  @Override
  public List<ToolSpec> offered() {
    return tools().values().stream().map(Ready::spec).toList();
  }

  @Override
  public Optional<String> objection(String name, String arguments) {
    Ready ready = tools().get(name);
    return ready == null
        ? Optional.of("there is no tool called " + name)
        : ready.schema.objection(name, arguments);
  }

  /** What a server has is known when it answers, and may change. */
  @Override
  public boolean settled() {
    return false;
  }

  @Override
  public Set<String> fromCall(String name) {
    Ready ready = tools().get(name);
    return ready == null ? Set.of() : ready.own.names();
  }

  @Override
  public Duration patience(String name) {
    Ready ready = tools().get(name);
    return ready == null
        ? usage.patience()
        : usage.of(ready.remote.name()).patience().orElse(usage.patience());
  }

  @Override
  public CompletionStage<ToolResult> run(Job job) {
    Ready ready = tools().get(job.name());
    if (ready == null) {
      return CompletableFuture.completedFuture(
          McpFaults.told(server.settings(), new NotSent("it is away, or does not have it now")));
    }
    List<String> missing = ready.own.missing(job.variables());
    if (!missing.isEmpty()) {
      return CompletableFuture.completedFuture(ready.own.refusal(job.name(), missing));
    }
    return server
        .call(ready.remote.name(), arguments(ready, job), Map.of(KEY, job.key()))
        .thenApply(this::result)
        .exceptionally(thrown -> McpFaults.told(server.settings(), thrown));
  }

  private ToolResult result(McpSchema.CallToolResult result) {
    if (Boolean.TRUE.equals(result.isError())) {
      return new ToolResult.Failed(
          withoutSecrets(ResultText.of(result, MAX_REFUSAL)),
          Optional.of(new ProviderFailure(
              Kind.REJECTED_REQUEST,
              server.settings().name(),
              "the tool says that it failed",
              server.settings().address().shown())));
    }
    return new ToolResult.Returned(withoutSecrets(ResultText.of(result, usage.maxCharacters())));
  }

  private String withoutSecrets(String text) {
    return ToolFaults.withoutSecrets(text, server.settings().address().secrets());
  }

  private static Map<String, Object> arguments(Ready ready, Job job) {
    try {
      ObjectNode arguments = (ObjectNode) JSON.readTree(job.filled());
      ready.own.each(
          job.variables(),
          (name, text) -> arguments.set(name, typed(text, ready.ofOwn.getOrDefault(name, ""))));
      return JSON.convertValue(
          arguments,
          JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Settings hold texts; a schema may want a number, or yes or no. */
  private static JsonNode typed(String text, String type) {
    try {
      JsonNode value = Set.of("integer", "number", "boolean").contains(type)
          ? JSON.readTree(text)
          : JSON.getNodeFactory().textNode(text);
      return value == null || !(value.isNumber() || value.isBoolean())
          ? JSON.getNodeFactory().textNode(text)
          : value;
    } catch (JsonProcessingException none) {
      return JSON.getNodeFactory().textNode(text);
    }
  }
}
