package talkspurt.provider.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;

/** A connection whose other side the test plays. */
final class ScriptedLink implements McpLink {

  record Call(
      String tool,
      Map<String, Object> arguments,
      Map<String, Object> meta,
      CompletableFuture<McpSchema.CallToolResult> result) {}

  final Listener listener;
  final Deque<CompletableFuture<List<McpSchema.Tool>>> lists = new ArrayDeque<>();
  final List<Call> calls = new ArrayList<>();
  boolean closed;

  ScriptedLink(Listener listener) {
    this.listener = listener;
  }

  @Override
  public CompletionStage<List<McpSchema.Tool>> open(int maxTools) {
    return list(maxTools);
  }

  @Override
  public CompletionStage<List<McpSchema.Tool>> list(int maxTools) {
    CompletableFuture<List<McpSchema.Tool>> asked = new CompletableFuture<>();
    lists.add(asked);
    return asked;
  }

  @Override
  public CompletionStage<McpSchema.CallToolResult> call(
      String tool, Map<String, Object> arguments, Map<String, Object> meta) {
    Call call = new Call(tool, arguments, meta, new CompletableFuture<>());
    calls.add(call);
    return call.result();
  }

  @Override
  public void close() {
    closed = true;
  }

  static McpSchema.Tool tool(String name, String schema) {
    return McpSchema.Tool.builder(name, SdkLink.JSON, schema)
        .description("does " + name)
        .build();
  }

  static McpSchema.CallToolResult text(String text, boolean error) {
    return McpSchema.CallToolResult.builder()
        .content(List.of(McpSchema.TextContent.builder(text).build()))
        .isError(error)
        .build();
  }

  /** A server on such connections, whose later work the test does. */
  static final class World {
    final List<ScriptedLink> links = new ArrayList<>();
    final List<Duration> delays = new ArrayList<>();
    final Deque<Runnable> later = new ArrayDeque<>();
    long now;
    final McpServer server;

    World(int maxRequests) {
      server = new McpServer(
          settings(maxRequests),
          listener -> {
            ScriptedLink link = new ScriptedLink(listener);
            links.add(link);
            return link;
          },
          (delay, work) -> {
            delays.add(delay);
            later.add(work);
          },
          new Metrics().mcp(),
          () -> now);
    }

    static McpSettings settings(int maxRequests) {
      return new McpSettings(
          "shop",
          new McpAddress.Program(
              List.of("shop-server"),
              Map.of("SHOP_KEY", new Secret("s3cret"), "HOME", new Secret("/root")),
              Set.of("SHOP_KEY")),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          maxRequests,
          1 << 20,
          Duration.ofSeconds(1),
          Duration.ofSeconds(8));
    }

    ScriptedLink last() {
      return links.get(links.size() - 1);
    }

    World there(McpSchema.Tool... tools) {
      server.start();
      last().lists.remove().complete(List.of(tools));
      return this;
    }

    List<String> tools() {
      return server.tools().stream().map(RemoteTool::name).toList();
    }

    /** Does what was to be done first of all that is to be done later. */
    Duration runNext() {
      later.remove().run();
      return delays.remove(0);
    }
  }
}
