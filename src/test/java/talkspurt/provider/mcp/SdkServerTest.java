package talkspurt.provider.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner.Job;
import talkspurt.provider.ToolSpec;
import talkspurt.telemetry.Metrics;

/** The official server of the MCP Java SDK as a peer, over its standard input and output. */
class SdkServerTest {

  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}},\"required\":[\"day\"]}";
  private static final JsonSchemaValidator NO_SCHEMAS =
      (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid(null);

  private final PipedProgram program = new PipedProgram();
  private final BlockingQueue<McpSchema.CallToolRequest> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private McpLink link;

  @AfterEach
  void end() {
    program.end();
    link.close();
  }

  @Test
  void toolsAreListedAndRunWithTheKey() {
    serve();
    McpServer ours = ours();
    McpToolRunner runner = runner(ours);
    assertThat(runner.offered()).extracting(ToolSpec::name).containsExactly("book");
    ToolResult result =
        soon(runner.run(new Job("book", "key-7", "{\"day\":\"2026-12-01\"}", Map.of())));
    assertThat(result).isEqualTo(new ToolResult.Returned("booked 2026-12-01"));
    McpSchema.CallToolRequest request = asked.remove();
    assertThat(request.arguments()).isEqualTo(Map.of("day", "2026-12-01"));
    assertThat(request.meta()).containsEntry(McpToolRunner.KEY, "key-7");
    assertThat(asked).as("once").isEmpty();
  }

  @Test
  void aFailureOfTheToolIsTold() {
    serve();
    ToolResult result =
        soon(runner(ours()).run(new Job("book", "k", "{\"day\":\"never\"}", Map.of())));
    assertThat(result).isInstanceOf(ToolResult.Failed.class);
    assertThat(result.told()).contains("closed on that day");
  }

  @Test
  void changedToolsAreTold() throws InterruptedException {
    McpSyncServer server = serve();
    soon(link.open(10));
    server.addTool(new io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification(
        ScriptedLink.tool("cancel", SCHEMA), (exchange, request) -> null));
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("changed");
    assertThat(soon(link.list(10))).extracting(McpSchema.Tool::name).contains("book", "cancel");
  }

  @Test
  void aProgramThatEndsIsTold() throws InterruptedException {
    serve();
    soon(link.open(10));
    program.end();
    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("gone: ended with status 3");
  }

  @Test
  void whatIsNoMessageIsPassedOver() throws IOException {
    serve();
    program.stdout.write("Welcome to the shop!\n{\"a\":1}\n\n".getBytes(StandardCharsets.UTF_8));
    program.stderr.write("listening\n".getBytes(StandardCharsets.UTF_8));
    assertThat(soon(link.open(10))).hasSize(1);
  }

  @Test
  void aMessageThatIsTooLongEndsTheConnection() throws IOException, InterruptedException {
    link = link(200);
    program.stdout.write("x".repeat(300).getBytes(StandardCharsets.UTF_8));
    program.stdout.write('\n');
    link.open(10);
    assertThat(told.poll(20, TimeUnit.SECONDS)).contains("longer than max-bytes (200)");
  }

  @Test
  void whatIsUnderWayFailsWithTheConnection() throws InterruptedException {
    link = link(1 << 20);
    CompletableFuture<List<McpSchema.Tool>> opening = link.open(10).toCompletableFuture();
    link.close();
    program.end();
    Assertions.assertThatThrownBy(() -> soon(opening)).isInstanceOf(CompletionException.class);
    assertThat(told).as("closed by us").isEmpty();
  }

  private McpSyncServer serve() {
    McpSyncServer server = io.modelcontextprotocol.server.McpServer.sync(
            new StdioServerTransportProvider(SdkLink.JSON, program.stdin, program.stdout))
        .jsonMapper(SdkLink.JSON)
        .jsonSchemaValidator(NO_SCHEMAS)
        .serverInfo("shop", "1")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
        .toolCall(ScriptedLink.tool("book", SCHEMA), (exchange, request) -> {
          asked.add(request);
          return request.arguments().get("day").equals("never")
              ? ScriptedLink.text("closed on that day", true)
              : ScriptedLink.text("booked " + request.arguments().get("day"), false);
        })
        .build();
    link = link(1 << 20);
    return server;
  }

  private McpLink link(int maxBytes) {
    return SdkLink.over(
        ScriptedLink.World.settings(4),
        new ProgramTransport(
            "shop",
            () -> new RunningServer(program),
            SdkLink.JSON,
            maxBytes,
            why -> told.add("gone: " + why)),
        () -> told.add("changed"));
  }

  private McpServer ours() {
    McpServer ours = new McpServer(
        ScriptedLink.World.settings(4),
        listener -> link,
        (delay, work) -> {},
        new Metrics().mcp(),
        () -> 0);
    ours.start();
    soon(ours.tried());
    return ours;
  }

  private static McpToolRunner runner(McpServer ours) {
    return new McpToolRunner(
        ours,
        new ToolUsage(Optional.empty(), Set.of(), "", Map.of(), Duration.ofSeconds(5), 8000),
        new Metrics().providers());
  }

  private static <T> T soon(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
