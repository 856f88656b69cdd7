package talkspurt.boot.config;

import static talkspurt.settings.Bounds.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.control.DatabaseSettings;
import talkspurt.control.PoolerCheck;
import talkspurt.control.PostgresSettings;
import talkspurt.control.PreparedStatements;
import talkspurt.control.SchemaUse;
import talkspurt.provider.transport.Secret;

/** Reads what calls are kept in, and says it to Akka in its own words. */
public final class DatabaseReader {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseReader.class);
  private static final String JOURNAL = "akka-persistence-jdbc.shared-databases.slick";
  private static final String SHARDS_WAIT = "akka.cluster.sharding.updating-state-timeout";
  private static final String NUMBERS = "jdbc-read-journal.journal-sequence-retrieval";

  /** A terabyte. */
  private static final int MAX_FREE_MIB = 1 << 20;

  private static final String[] KEYS = {
    "hosts",
    "name",
    "user",
    "password-env",
    "password-file",
    "tls",
    "tls-root-file",
    "connections",
    "connect-timeout",
    "answer-timeout",
    "prepared-statements"
  };

  private DatabaseReader() {}

  static DatabaseSettings read(ConfigSection block) {
    SchemaUse schema = schema(block.text("schema"));
    long minFreeBytes =
        block.section("h2").only("min-free-mib").check(DatabaseReader::minFreeBytes);
    return switch (block.text("kind")) {
      case "h2" -> new DatabaseSettings(Optional.empty(), minFreeBytes, schema);
      case "postgresql" ->
        new DatabaseSettings(
            Optional.of(block.section("postgresql").only(KEYS).check(DatabaseReader::postgres)),
            minFreeBytes,
            schema);
      default ->
        throw new IllegalArgumentException(
            "kind is " + block.text("kind") + "; allowed: h2, postgresql");
    };
  }

  private static long minFreeBytes(ConfigSection block) {
    int mib = block.number("min-free-mib");
    within("min-free-mib", mib, 1, MAX_FREE_MIB);
    return (long) mib << 20;
  }

  private static SchemaUse schema(String choice) {
    return switch (choice) {
      case "migrate" -> SchemaUse.MIGRATE;
      case "check" -> SchemaUse.CHECK;
      default ->
        throw new IllegalArgumentException("schema is " + choice + "; allowed: migrate, check");
    };
  }

  private static PreparedStatements prepared(String choice) {
    return switch (choice) {
      case "auto" -> PreparedStatements.AUTO;
      case "on" -> PreparedStatements.ON;
      case "off" -> PreparedStatements.OFF;
      default ->
        throw new IllegalArgumentException(
            "prepared-statements is " + choice + "; allowed: auto, on, off");
    };
  }

  private static PostgresSettings postgres(ConfigSection block) {
    return new PostgresSettings(
        block.texts("hosts"),
        block.text("name"),
        block.text("user"),
        block.text("tls"),
        Optional.of(block.text("tls-root-file")).filter(file -> !file.isBlank()),
        block.number("connections"),
        block.duration("connect-timeout"),
        block.duration("answer-timeout"),
        prepared(block.text("prepared-statements")));
  }

  /** Settings of Akka's journal that follow; none for H2, which application.conf has. */
  static Config ofJournal(
      ConfigSection block, DatabaseSettings database, Map<String, String> environment) {
    return database
        .postgres()
        .map(postgres -> ofJournal(
            postgres, SecretReader.secret(block.section("postgresql"), "password", environment)))
        .orElse(ConfigFactory.empty());
  }

  private static Config ofJournal(PostgresSettings postgres, Optional<Secret> password) {
    Config journal = ConfigFactory.parseMap(Map.ofEntries(
        Map.entry(JOURNAL + ".profile", "slick.jdbc.PostgresProfile$"),
        Map.entry(JOURNAL + ".db.driver", "org.postgresql.Driver"),
        Map.entry(JOURNAL + ".db.url", postgres.url()),
        Map.entry(JOURNAL + ".db.user", postgres.user()),
        Map.entry(JOURNAL + ".db.numThreads", postgres.connections()),
        Map.entry(JOURNAL + ".db.maxConnections", postgres.connections()),
        Map.entry(JOURNAL + ".db.minConnections", 2),
        Map.entry(JOURNAL + ".db.connectionTimeout", postgres.connectTimeout().toMillis()),
        // not in the address: what makes the tables may take longer
        Map.entry(JOURNAL + ".db.properties.socketTimeout", seconds(postgres.answerTimeout())),
        Map.entry("jdbc-journal.circuit-breaker.call-timeout", patience(postgres, 0)),
        // a shard that gave up sooner would take its calls with it
        Map.entry(SHARDS_WAIT, patience(postgres, 2)),
        Map.entry("jdbc-snapshot-store.circuit-breaker.call-timeout", patience(postgres, 0)),
        // a number of the journal that is missing is waited for as long as its write may take
        Map.entry(NUMBERS + ".max-tries", tries(postgres.answerTimeout()))));
    return journal.withValue(
        JOURNAL + ".db.password",
        ConfigValueFactory.fromAnyRef(
            password.map(Secret::text).orElse(""), "talkspurt.database.postgresql.password"));
  }

  /**
   * The settings of a node, where statements are prepared only if nothing between it and PostgreSQL forgets
   * them. Asks the database.
   */
  public static Config withPooler(Config config, DatabaseSettings database) {
    boolean asked = database
        .postgres()
        .filter(postgres -> postgres.preparedStatements() == PreparedStatements.AUTO)
        .isPresent();
    if (!asked) {
      return config;
    }
    Config pool = config.getConfig(JOURNAL + ".db");
    String url = pool.getString("url");
    if (!PoolerCheck.behindPooler(url, pool.getString("user"), pool.getString("password"))) {
      return config;
    }
    LOG.info("PostgreSQL is behind a pooler: no statement is prepared on the server");
    return config.withValue(
        JOURNAL + ".db.url", ConfigValueFactory.fromAnyRef(PostgresSettings.unprepared(url)));
  }

  private static String seconds(Duration time) {
    return Long.toString(time.toSeconds());
  }

  /** Until a connection has come, or not, and the server has answered, or not. */
  private static String patience(PostgresSettings postgres, int moreSeconds) {
    Duration answered = postgres.connectTimeout().plus(postgres.answerTimeout()).plusSeconds(2);
    return answered.plusSeconds(moreSeconds).toMillis() + "ms";
  }

  private static int tries(Duration answerTimeout) {
    int eachSecond = 10;
    int sure = 3;
    return Math.toIntExact((answerTimeout.toSeconds() + sure) * eachSecond);
  }
}
