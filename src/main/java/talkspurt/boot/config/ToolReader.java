package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigRenderOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Toolbox;
import talkspurt.provider.httptool.HttpTool;
import talkspurt.provider.httptool.HttpToolRunner;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.telemetry.ProviderMetrics;

/** Reads the {@code tools} block of a profile, and makes what is in it. */
final class ToolReader {

  private static final int MOST = 64;

  private final ActorSystem<?> system;
  private final ConfigSection standards;
  private final ProviderMetrics metrics;
  private final ProviderStore.Reading made;

  /**
   * @param standards the block {@code talkspurt.tools}, what holds where a profile says nothing
   * @param made where connections to tools are, and come to
   */
  ToolReader(
      ActorSystem<?> system,
      ConfigSection standards,
      ProviderMetrics metrics,
      ProviderStore.Reading made) {
    this.made = made;
    this.system = system;
    this.standards = standards;
    this.metrics = metrics;
  }

  Toolbox tools(ConfigSection block) {
    block.only("end-call", "transfers", "http");
    List<HttpTool> tools = new ArrayList<>();
    if (block.has("http")) {
      ConfigSection http = block.section("http");
      http.keys().forEach(name -> {
        metrics.toolKnown(name);
        tools.add(http.section(name).check(one -> tool(name, one)));
      });
    }
    if (tools.size() > MOST) {
      throw new IllegalArgumentException("http has " + tools.size() + "; allowed: " + MOST);
    }
    ToolRunner runner =
        tools.isEmpty() ? ToolRunner.none() : HttpToolRunner.create(system, tools, this::client);
    return new Toolbox(
        block.has("end-call") && block.flag("end-call"), texts(block, "transfers"), runner);
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
        block.has("with") ? block.section("with").templates() : Map.of(),
        texts(block, "from-call"),
        block.duration("pending-after"));
  }

  private static Map<String, String> texts(ConfigSection block, String key) {
    return block.has(key) ? block.section(key).texts() : Map.of();
  }
}
