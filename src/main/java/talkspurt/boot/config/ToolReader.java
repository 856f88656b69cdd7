package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigRenderOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolRunners;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Toolbox;
import talkspurt.provider.httptool.HttpTool;
import talkspurt.provider.httptool.HttpToolRunner;
import talkspurt.provider.mcp.McpToolRunner;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.ProviderMetrics;

/** Reads the {@code tools} block of a profile, and makes what is in it. */
final class ToolReader {

  private static final int MOST = 64;

  private final ActorSystem<?> system;
  private final ConfigSection standards;
  private final ProviderMetrics metrics;
  private final ProviderStore.Reading made;
  private final McpReader servers;

  /**
   * @param root all settings: what holds where a profile says nothing is in the blocks {@code tools} and {@code mcp}
   * @param made where connections to tools are, and come to
   */
  ToolReader(
      ActorSystem<?> system, ConfigSection root, Metrics metrics, ProviderStore.Reading made) {
    this.made = made;
    this.system = system;
    this.standards = root.section("tools");
    this.metrics = metrics.providers();
    this.servers = new McpReader(system, root.section("mcp"), metrics, made, System.getenv());
  }

  /** What an agent can do that has such a block. */
  Toolbox tools(ConfigSection block) {
    block.only("end-call", "transfers", "http", "mcp");
    List<ToolRunner> runners = new ArrayList<>();
    if (block.has("http")) {
      runners.add(http(block.section("http")));
    }
    runners.addAll(mcp(block).values());
    return new Toolbox(
        block.has("end-call") && block.flag("end-call"),
        texts(block, "transfers"),
        ToolRunners.of(runners));
  }

  /** The MCP servers in such a block, by their names. */
  Map<String, McpToolRunner> mcp(ConfigSection block) {
    return block.has("mcp") ? servers.read(block.section("mcp")) : Map.of();
  }

  private ToolRunner http(ConfigSection http) {
    List<HttpTool> tools = new ArrayList<>();
    http.keys().forEach(name -> {
      metrics.toolKnown(name);
      tools.add(http.section(name).check(one -> tool(name, one)));
    });
    if (tools.size() > MOST) {
      throw new IllegalArgumentException("http has " + tools.size() + "; allowed: " + MOST);
    }
    return HttpToolRunner.create(system, tools, this::client);
  }

  private ProviderHttpClient client(PeerSettings peer) {
    return made.one(
        ProviderHttpClient.class,
        List.of("tool", peer),
        () -> ProviderHttpClient.create(system, peer, metrics));
  }

  private HttpTool tool(String name, ConfigSection own) {
    own.only(Stream.concat(
            Stream.of(
                "description",
                "url",
                "method",
                "token-env",
                "token-file",
                "with",
                "from-call",
                "parameters",
                "pending-after"),
            Stream.of(PeerReader.KEYS))
        .toArray(String[]::new));
    ConfigSection block = own.or(standards);
    return new HttpTool(
        new ToolSpec(
            name,
            block.text("description"),
            block.section("parameters").config().root().render(ConfigRenderOptions.concise())),
        block.text("method"),
        PeerReader.peer("tool-" + name, block.text("url"), block),
        SecretReader.secret(block, "token"),
        McpReader.arguments(block),
        block.duration("pending-after"));
  }

  private static Map<String, String> texts(ConfigSection block, String key) {
    return block.has(key) ? block.section(key).texts() : Map.of();
  }
}
