package talkspurt.provider.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.CallArguments;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner.Job;
import talkspurt.provider.ToolRunners;
import talkspurt.provider.ToolSpec;
import talkspurt.telemetry.Metrics;

class McpToolRunnerTest {

  private static final String REFUND = ("{'type':'object','required':['order','customer','most'],"
          + "'additionalProperties':false,'properties':{'order':{'type':'string'},"
          + "'customer':{'type':'string'},'most':{'type':'integer'},'dry':{'type':'boolean'}}}")
      .replace('\'', '"');

  private final ScriptedLink.World world = new ScriptedLink.World(4)
      .there(
          ScriptedLink.tool("refund", REFUND),
          ScriptedLink.tool("files.read", "{\"type\":\"object\"}"),
          ScriptedLink.tool("drop-all", "{\"type\":\"object\"}"));

  @Test
  void onlyWhatIsAllowedIsOffered() {
    assertThat(names(usage(Optional.empty(), Set.of(), "")))
        .containsExactly("refund", "files_read", "drop-all");
    assertThat(names(usage(Optional.of(Set.of("refund")), Set.of(), ""))).containsExactly("refund");
    assertThat(names(usage(Optional.empty(), Set.of("drop-all"), "shop-")))
        .containsExactly("shop-refund", "shop-files_read");
    McpToolRunner runner = runner(usage(Optional.of(Set.of("refund")), Set.of(), ""));
    assertThat(runner.objection("drop-all", "{}")).get().asString().contains("no tool called");
    assertThat(runner.run(job("drop-all", "{}")).toCompletableFuture().join())
        .isInstanceOf(ToolResult.Failed.class);
    assertThat(world.last().calls).isEmpty();
  }

  @Test
  void theModelNeitherSeesNorGivesWhatTheCallSupplies() {
    McpToolRunner runner = runner(special());
    ToolSpec refund = runner.offered().get(0);
    assertThat(refund.parameters())
        .contains("order")
        .doesNotContain("customer")
        .doesNotContain("most");
    assertThat(runner.fromCall("refund")).containsExactlyInAnyOrder("customer", "most", "dry");
    assertThat(runner.objection("refund", "{\"order\":\"7\"}")).isEmpty();
    assertThat(runner.patience("refund")).isEqualTo(Duration.ofSeconds(2));
    assertThat(runner.patience("files_read")).isEqualTo(Duration.ofSeconds(5));
    runner.run(new Job("refund", "key-1", "{\"order\":\"7\"}", Map.of("customer", "0042")));
    ScriptedLink.Call call = world.last().calls.get(0);
    assertThat(call.tool()).isEqualTo("refund");
    assertThat(call.arguments())
        .isEqualTo(Map.of("order", "7", "customer", "0042", "most", 50, "dry", true));
    assertThat(call.meta()).isEqualTo(Map.of("talkspurt/idempotency-key", "key-1"));
  }

  @Test
  void aCallThatLacksAnArgumentRunsNothing() {
    ToolResult result = runner(special())
        .run(new Job("refund", "k", "{\"order\":\"7\"}", Map.of()))
        .toCompletableFuture()
        .join();
    assertThat(result.told()).contains("not known of this call: customer");
    assertThat(world.last().calls).isEmpty();
  }

  @Test
  void aToolThatSaysItFailedHasFailed() {
    ToolResult result = outcome(call -> call.complete(ScriptedLink.text("no such order", true)));
    assertThat(result).isInstanceOf(ToolResult.Failed.class);
    assertThat(result.told()).contains("no such order");
    assertThat(((ToolResult.Failed) result).cause().orElseThrow().detail())
        .as("what it says is for the model, not for the log")
        .doesNotContain("order");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSecretThatIsSentBackIsNotTold(boolean error) {
    ToolResult result =
        outcome(call -> call.complete(ScriptedLink.text("key s3cret, home /root", error)));
    assertThat(result.told()).contains("key …, home /root");
  }

  @Test
  void whatAToolTellsIsCut() {
    ToolResult result = outcome(call -> call.complete(ScriptedLink.text("x".repeat(9000), false)));
    assertThat(result.told()).hasSize(8001).endsWith("…");
  }

  @Test
  void whetherItWasDoneIsToldAsFarAsItIsKnown() {
    assertThat(told(new TimeoutException())).contains("whether it was done is not known");
    assertThat(told(new RuntimeException("MCP session with server terminated")))
        .contains("whether it was done is not known");
    assertThat(told(new ConnectException("refused"))).contains("out of order");
    assertThat(told(new McpTransportSessionNotFoundException("gone"))).contains("out of order");
    assertThat(told(McpError.builder(-32602).message("order is too long").build()))
        .contains("refused (-32602) order is too long");
    assertThat(told(McpError.builder(-32603).message("stack trace").build()))
        .contains("out of order")
        .doesNotContain("stack");
  }

  @Test
  void toolsComeAndGoWithTheServer() {
    McpToolRunner runner = runner(usage(Optional.of(Set.of("refund", "later")), Set.of(), ""));
    assertThat(runner.absent()).containsExactly("later");
    world.last().listener.gone("ended with status 1");
    assertThat(runner.offered()).isEmpty();
    assertThat(runner.objection("refund", "{}")).isPresent();
    assertThat(runner.patience("refund")).isEqualTo(Duration.ofSeconds(5));
    assertThat(runner.run(job("refund", "{}")).toCompletableFuture().join().told())
        .contains("out of order");
  }

  @Test
  void ofTwoToolsOfANameTheFirstIsMeant() {
    McpToolRunner one = runner(usage(Optional.of(Set.of("refund")), Set.of(), ""));
    McpToolRunner two = runner(usage(Optional.empty(), Set.of(), ""));
    var both = ToolRunners.of(List.of(one, two));
    assertThat(both.offered())
        .extracting(ToolSpec::name)
        .containsExactly("refund", "files_read", "drop-all");
    both.run(job("drop-all", "{}"));
    assertThat(world.last().calls).extracting(ScriptedLink.Call::tool).containsExactly("drop-all");
    assertThat(both.objection("nothing", "{}")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"0", "33"})
  void aPrefixIsPartOfAName(int length) {
    if (length == 33) {
      assertThatThrownBy(() -> usage(Optional.empty(), Set.of(), "x".repeat(33)))
          .hasMessageStartingWith("prefix is");
    } else {
      assertThat(usage(Optional.empty(), Set.of(), "").prefix()).isEmpty();
    }
  }

  @Test
  void whatIsSpecialIsOfAToolThatMayBeUsed() {
    ToolUsage.OneTool one = new ToolUsage.OneTool(CallArguments.NONE, Optional.empty());
    assertThatThrownBy(() -> new ToolUsage(
            Optional.of(Set.of("a")), Set.of(), "", Map.of("b", one), Duration.ofSeconds(5), 8000))
        .hasMessageContaining("tools names b");
  }

  private static ToolUsage usage(Optional<Set<String>> allow, Set<String> deny, String prefix) {
    return new ToolUsage(allow, deny, prefix, Map.of(), Duration.ofSeconds(5), 8000);
  }

  private static ToolUsage special() {
    CallArguments own =
        new CallArguments(Map.of("most", "50", "dry", "true"), Map.of("customer", "var.customer"));
    return new ToolUsage(
        Optional.empty(),
        Set.of(),
        "",
        Map.of("refund", new ToolUsage.OneTool(own, Optional.of(Duration.ofSeconds(2)))),
        Duration.ofSeconds(5),
        8000);
  }

  private McpToolRunner runner(ToolUsage usage) {
    return new McpToolRunner(world.server, usage, new Metrics().providers());
  }

  private List<String> names(ToolUsage usage) {
    return runner(usage).offered().stream().map(ToolSpec::name).toList();
  }

  private static Job job(String name, String arguments) {
    return new Job(name, "k", arguments, Map.of());
  }

  private String told(Throwable thrown) {
    ScriptedLink.World own =
        new ScriptedLink.World(4).there(ScriptedLink.tool("drop-all", "{\"type\":\"object\"}"));
    var result = new McpToolRunner(
            own.server, usage(Optional.empty(), Set.of(), ""), new Metrics().providers())
        .run(job("drop-all", "{}"));
    own.last().calls.get(0).result().completeExceptionally(thrown);
    return result.toCompletableFuture().join().told();
  }

  private ToolResult outcome(Consumer<CompletableFuture<McpSchema.CallToolResult>> server) {
    var result = runner(usage(Optional.empty(), Set.of(), "")).run(job("drop-all", "{}"));
    server.accept(world.last().calls.get(0).result());
    return result.toCompletableFuture().join();
  }
}
