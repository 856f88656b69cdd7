package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;

/** What is counted of MCP servers. Thread-safe. */
public final class McpMetrics {

  private final Gauge connected;
  private final Counter lost;

  McpMetrics(Figures figures) {
    connected = Gauge.builder()
        .name("talkspurt_mcp_connected")
        .help(
            "Connections of this node to an MCP server, by its name; 0: it is away, and its tools are missing")
        .labelNames("server")
        .register(figures.registry());
    lost = figures.labelled(
        "talkspurt_mcp_lost", "How often an MCP server was lost that had been there", "server");
  }

  /** A profile names this server. */
  public void known(String server) {
    connected.initLabelValues(server);
    lost.initLabelValues(server);
  }

  /** A connection to it has come, or gone. */
  public void connected(String server, boolean is) {
    connected.labelValues(server).inc(is ? 1 : -1);
  }

  /** It was there, and is away. */
  public void lost(String server) {
    lost.labelValues(server).inc();
  }
}
