package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigRenderOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolRunners;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Toolbox;
import talkspurt.provider.httptool.HttpTool;
import talkspurt.provider.httptool.HttpToolRunner;
import talkspurt.provider.httptool.ResultMapping;
import talkspurt.provider.mcp.McpToolRunner;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.ProviderMetrics;

/** Reads the {@code tools} block of a profile, and makes what is in it. */
final class ToolReader {

  private static final int MOST = 64;
  private static final ResultMapping ALL_OF_IT =
      new ResultMapping(Optional.empty(), Map.of(), 8000);

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
    own.only(PeerReader.keys(
        "description",
        "url",
        "method",
        "token-env",
        "token-file",
        "headers",
        "body",
        "with",
        "from-call",
        "parameters",
        "result",
        "statuses",
        "pending-after"));
    ConfigSection block = own.or(standards);
    ToolSpec spec =
        new ToolSpec(name, block.text("description"), json(block.section("parameters")));
    HttpTool.Sent sent = HttpTool.sent(
        block.text("method"),
        block.text("url"),
        SecretReader.secret(block, "token"),
        HeaderReader.headers(own, System.getenv()),
        own.has("body") ? Optional.of(json(own.section("body"))) : Optional.empty());
    return new HttpTool(
        spec,
        sent,
        PeerReader.peer("tool-" + name, sent.url().shown().toString(), block),
        McpReader.arguments(block),
        own.has("result") ? own.section("result").check(ToolReader::result) : ALL_OF_IT,
        statuses(own),
        block.duration("pending-after"));
  }

  private static String json(ConfigSection block) {
    return block.config().root().render(ConfigRenderOptions.concise());
  }

  private static ResultMapping result(ConfigSection block) {
    block.only("take", "fields", "max-characters");
    return new ResultMapping(
        block.has("take") ? Optional.of(block.text("take")) : Optional.empty(),
        texts(block, "fields"),
        block.has("max-characters") ? block.number("max-characters") : ALL_OF_IT.maxCharacters());
  }

  private static Map<Integer, String> statuses(ConfigSection own) {
    Map<Integer, String> all = new HashMap<>();
    texts(own, "statuses").forEach((status, told) -> {
      if (!status.matches("\\d{3}") || told.isBlank()) {
        own.tell(
            "statuses",
            "has " + status + " = '" + told
                + "'; allowed: a status and what the model is told, such as"
                + " 404 = \"There is no such order.\"");
      } else {
        all.put(Integer.valueOf(status), told);
      }
    });
    return all;
  }

  private static Map<String, String> texts(ConfigSection block, String key) {
    return block.has(key) ? block.section(key).texts() : Map.of();
  }
}
