package talkspurt.boot.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import talkspurt.control.ClusterSettings;
import talkspurt.media.settings.DrainSettings;

/** Reads how a node takes part in its cluster, and what of it is Akka's to know. */
final class ClusterReader {

  private static final String OF_SHARDS = "akka.cluster.sharding.distributed-data";
  private static final String OF_RECEPTIONIST = "akka.cluster.typed.receptionist.distributed-data";

  /**
   * A node with no others has nobody to tell or to miss, and need not wake for it many times a second. Its
   * own way in and out takes a look or two of the leader's.
   */
  private static final Map<String, String> ALONE = Map.ofEntries(
      Map.entry("akka.cluster.leader-actions-interval", "500ms"),
      Map.entry("akka.cluster.gossip-interval", "5s"),
      Map.entry("akka.cluster.unreachable-nodes-reaper-interval", "5s"),
      Map.entry("akka.cluster.failure-detector.heartbeat-interval", "5s"),
      Map.entry("akka.remote.watch-failure-detector.heartbeat-interval", "5s"),
      Map.entry("akka.remote.watch-failure-detector.unreachable-nodes-reaper-interval", "5s"),
      Map.entry("akka.cluster.sharding.retry-interval", "1s"),
      Map.entry(OF_SHARDS + ".gossip-interval", "10s"),
      Map.entry(OF_SHARDS + ".notify-subscribers-interval", "1s"),
      Map.entry(OF_SHARDS + ".delta-crdt.enabled", "off"),
      Map.entry(OF_RECEPTIONIST + ".gossip-interval", "10s"),
      Map.entry(OF_RECEPTIONIST + ".notify-subscribers-interval", "1s"),
      Map.entry(OF_RECEPTIONIST + ".delta-crdt.enabled", "off"),
      Map.entry("jdbc-read-journal.refresh-interval", "5s"));

  private ClusterReader() {}

  static ClusterSettings cluster(ConfigSection block) {
    block.texts("roles");
    block.duration("heartbeat-pause");
    block.duration("removal-margin");
    block.text("bind");
    return new ClusterSettings(
        block.text("host"),
        block.number("port"),
        block.texts("seed-nodes"),
        block.text("seed-name"),
        block.number("seed-least"),
        block.duration("join-timeout"),
        block.duration("lease-timeout"),
        block.duration("stable-after"));
  }

  /** Nodes that keep calls in files of their own are no cluster. */
  static void refuseH2(ClusterSettings cluster, Config config, ConfigSection database) {
    String url = config.getString("akka-persistence-jdbc.shared-databases.slick.db.url");
    if (!cluster.alone() && url.startsWith("jdbc:h2:")) {
      database.tell(
          "kind",
          "is h2, and talkspurt.cluster has "
              + (cluster.seedName().isEmpty() ? "seed-nodes" : "a seed-name")
              + "; allowed for several nodes: postgresql, one database for all of them");
    }
  }

  static DrainSettings drain(ConfigSection block) {
    return new DrainSettings(block.duration("finish-timeout"), block.duration("hand-over-timeout"));
  }

  /** The settings with those of Akka's that follow from ours. */
  static Config withAkka(Config config, ConfigSection root, ClusterSettings cluster) {
    DrainSettings drain = root.section("drain").check(ClusterReader::drain);
    long drainMs = drain.longest().toMillis();
    Map<String, Object> own = new HashMap<>(cluster.alone() ? ALONE : Map.of());
    own.put("akka.coordinated-shutdown.phases.before-service-unbind.timeout", drainMs + "ms");
    return tls(root.section("cluster").section("tls"))
        .withFallback(ConfigFactory.parseMap(own))
        .withFallback(config);
  }

  private static Config tls(ConfigSection block) {
    String keys = block.text("key-store");
    String trusted = block.text("trust-store");
    block.flag("verify-hosts");
    if (keys.isEmpty() && trusted.isEmpty()) {
      return ConfigFactory.empty();
    }
    readable(block, "key-store", keys);
    readable(block, "trust-store", trusted);
    if (block.text("password-env").isEmpty() && block.text("password-file").isEmpty()) {
      block.tell("has no password; allowed: password-env or password-file");
      return ConfigFactory.empty();
    }
    String password = SecretReader.secret(block, "password").orElseThrow().text();
    String engine = "akka.remote.artery.ssl.config-ssl-engine.";
    return ConfigFactory.parseMap(Map.of(
        "akka.remote.artery.transport",
        "tls-tcp",
        engine + "key-store-password",
        password,
        engine + "key-password",
        password,
        engine + "trust-store-password",
        password));
  }

  private static void readable(ConfigSection block, String key, String file) {
    if (file.isEmpty() || !Files.isReadable(Path.of(file))) {
      block.tell(key, "is '" + file + "'; allowed: a readable file, for both stores or for none");
    }
  }
}
