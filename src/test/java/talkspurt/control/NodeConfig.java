package talkspurt.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/** The product's own configuration of what is kept, for one node of a test. */
final class NodeConfig {

  private static final Config ONE_NODE = ConfigFactory.parseString("""
          talkspurt.data-dir = "./target/data"
          akka {
            loglevel = WARNING
            loggers = ["akka.event.slf4j.Slf4jLogger"]
            logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
            remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            cluster.jmx.multi-mbeans-in-same-jvm = on
            coordinated-shutdown.exit-jvm = off
            coordinated-shutdown.run-by-jvm-shutdown-hook = off
            coordinated-shutdown.run-by-actor-system-terminate = off
          }
          """);

  private NodeConfig() {}

  static Config h2Memory(String name) {
    return url("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=false");
  }

  /** The product's own address of its database, in another directory. */
  static Config h2File(Path directory) {
    return with("talkspurt.data-dir = \"" + directory + "\"");
  }

  static Config postgres(int port, String database) {
    return with("""
        akka-persistence-jdbc.shared-databases.slick {
          profile = "slick.jdbc.PostgresProfile$"
          db {
            driver = "org.postgresql.Driver"
            url = "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true&logServerErrorDetail=false"
            user = postgres
          }
        }
        """.formatted(port, database));
  }

  private static Config url(String url) {
    return with("akka-persistence-jdbc.shared-databases.slick.db.url = \"" + url + "\"");
  }

  private static Config with(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ONE_NODE)
        .withFallback(ConfigFactory.parseResources("persistence.conf"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }
}
