package talkspurt.control;

import akka.actor.typed.ActorSystem;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that calls are kept in, and their version: numbered files in {@code persistence-sql},
 * each run once, in their order, by one node at a time.
 */
public final class Schema {

  /** Where it is kept which files were run. */
  static final String HISTORY = "talkspurt_schema";

  static final List<String> FILES_OF_POSTGRES = List.of("classpath:persistence-sql/postgres");

  private static final List<String> FILES_OF_H2 = List.of("classpath:persistence-sql/h2");
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  static final String H2 = "H2";
  private static final String POSTGRES = "PostgreSQL";

  /** "talkspur" in ASCII: no other program is likely to take it. */
  private static final long LOCK = 0x74616c6b73707572L;

  /** What this program reads and writes; of tables that were made by hand, all that can be known. */
  private static final Map<String, String> COLUMNS = Map.ofEntries(
      Map.entry(
          "event_journal",
          "ordering, persistence_id, sequence_number, deleted, writer, write_timestamp,"
              + " adapter_manifest, event_ser_id, event_ser_manifest, event_payload, meta_ser_id,"
              + " meta_ser_manifest, meta_payload"),
      Map.entry("event_tag", "event_id, tag"),
      Map.entry(
          "snapshot",
          "persistence_id, sequence_number, created, snapshot_ser_id, snapshot_ser_manifest,"
              + " snapshot_payload, meta_ser_id, meta_ser_manifest, meta_payload"),
      Map.entry("call_log", String.join(", ", CallLogTable.WRITTEN) + ", disposition, later_cost"),
      Map.entry("call_turns", CallDetailTable.TURNS),
      Map.entry("call_tools", CallDetailTable.TOOLS),
      Map.entry("call_faults", CallDetailTable.FAULTS),
      Map.entry("call_costs", CallDetailTable.COSTS),
      Map.entry("call_later_costs", CostTable.COLUMNS),
      Map.entry("budget_alerts", BudgetAlertTable.COLUMNS),
      Map.entry("call_recordings", CallDetailTable.RECORDINGS),
      Map.entry("call_words", CallDetailTable.WORDS),
      Map.entry("call_log_set_aside", SetAsideTable.COLUMNS),
      Map.entry("call_log_rebuild", RebuildTable.COLUMNS),
      Map.entry("call_keys", CallKeyTable.COLUMNS),
      Map.entry("probes", "call_id, ended_at"),
      Map.entry("call_outcomes", OutcomeTable.COLUMNS),
      Map.entry("call_goals", "call_id, goal, reached"),
      Map.entry("events_out", EventTable.COLUMNS),
      Map.entry("events_head", "last_seq, removed_seq, removed_at"),
      Map.entry("event_webhooks", WebhookTable.COLUMNS),
      Map.entry("event_deliveries", DeliveryTable.COLUMNS),
      Map.entry("call_log_offset", "projection, last_ordering"),
      Map.entry("audit", AuditTable.COLUMNS),
      Map.entry("audit_key", "hash_key"),
      Map.entry("call_holds", HoldTable.COLUMNS),
      Map.entry("removals", RemovalTable.COLUMNS),
      Map.entry("removed_calls", RemovalTable.CALLS),
      Map.entry("outbound_calls", OutboundTable.COLUMNS),
      Map.entry("outbound_dials", DialTable.COLUMNS),
      Map.entry("do_not_call", DoNotCallTable.COLUMNS),
      Map.entry("campaigns", CampaignTable.COLUMNS),
      Map.entry("admission", "revision, mode, set_by, set_at"),
      Map.entry("profile_versions", "id, profile, version, in_force_at, settings"));

  /** What PostgreSQL has beside them, for clusters. */
  private static final Map<String, String> COLUMNS_OF_POSTGRES =
      Map.of("cluster_lease", "incarnation, renewals, members, founder, founded_at, renewed_at");

  /** What H2 has beside them, for the search. */
  private static final Map<String, String> COLUMNS_OF_H2 =
      Map.of("call_words", "number", "call_word", WordIndex.COLUMNS);

  private Schema() {}

  /**
   * Sees to it that the tables are there and of the version this program needs, and that the file of
   * H2 is kept small from now on. Waits for the database; to be called before anything is persisted.
   *
   * @throws DatabaseFault in one line
   */
  public static void prepare(ActorSystem<?> system, SchemaUse use) {
    Database database = Database.of(system);
    Access access = Access.of(database.pool());
    bring(access, use);
    if (access.product().equals(H2)) {
      system.systemActorOf(
          H2Upkeep.create(
              database,
              DiskWatch.of(system),
              JournalSignal.of(system),
              JournalFigures.of(system)::fileFailing),
          "h2-upkeep",
          Database.BLOCKING);
    }
  }

  /**
   * The same for tables without a node: for those who bring a new version before nodes need it.
   *
   * @return the version they are of now
   * @throws DatabaseFault in one line
   */
  public static String prepare(String url, String user, String password, SchemaUse use) {
    return bring(new Access(url, user, password), use);
  }

  private static String bring(Access access, SchemaUse use) {
    String product = access.product();
    if (product.equals(POSTGRES)) {
      access.refuseOtherEncodings();
    }
    return switch (product) {
      case H2 -> bring(access, use, FILES_OF_H2);
      case POSTGRES -> bring(access, use, FILES_OF_POSTGRES);
      default -> throw new DatabaseFault("database is " + product + "; allowed: H2, PostgreSQL");
    };
  }

  /**
   * Who connects to the database, and where: through connections of its own, since making an index of
   * a large table may take longer than any answer that calls wait for.
   */
  record Access(String url, String user, String password) {

    /** Prepares nothing on the server of PostgreSQL: behind a pooler the next statement may meet another. */
    Access {
      url = url.startsWith("jdbc:postgresql:") && !url.contains("prepareThreshold")
          ? url + (url.contains("?") ? "&" : "?") + "prepareThreshold=0"
          : url;
    }

    static Access of(HikariDataSource pool) {
      return new Access(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    Connection connect() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }

    String product() {
      try (Connection connection = connect()) {
        return connection.getMetaData().getDatabaseProductName();
      } catch (SQLException fault) {
        throw DatabaseFault.of(url, fault);
      }
    }

    /** Names and words of callers may hold any character; SQL_ASCII keeps bytes and knows none. */
    void refuseOtherEncodings() {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SHOW server_encoding")) {
        row.next();
        String encoding = row.getString(1);
        if (!encoding.equals("UTF8")) {
          throw new DatabaseFault("database " + this + ": its encoding is " + encoding
              + ", which cannot hold every character; allowed: UTF8 (CREATE DATABASE … ENCODING"
              + " 'UTF8' TEMPLATE template0)");
        }
      } catch (SQLException fault) {
        throw DatabaseFault.of(url, fault);
      }
    }

    /**
     * Does what other nodes that start must wait for: Flyway has a lock of its own, but not from its
     * first look at tables that have no history yet.
     */
    void alone(Runnable work) {
      if (!product().equals(POSTGRES)) {
        work.run();
        return;
      }
      // given back with the transaction: behind a pooler a session's lock would outlive the
      // connection
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        work.run();
        connection.rollback();
      } catch (SQLException fault) {
        throw DatabaseFault.of(url, fault);
      }
    }

    @Override
    public String toString() {
      return DatabaseFault.address(url);
    }
  }

  /** Brings the tables to the newest of these files, or only looks whether they are. */
  static String bring(Access access, SchemaUse use, List<String> files) {
    try {
      Flyway flyway = flyway(access, files);
      refuseNewer(flyway);
      switch (use) {
        case MIGRATE -> access.alone(() -> migrate(flyway));
        case CHECK -> check(flyway, access);
        default -> throw new AssertionError(use);
      }
      return newest(flyway);
    } catch (FlywayException fault) {
      throw DatabaseFault.of(access.url(), fault);
    }
  }

  /**
   * Tables that were made before there was a history of versions are taken as they are, since the
   * first file changes nothing that is there.
   */
  private static Flyway flyway(Access access, List<String> files) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(access.url(), access.user(), access.password())
        .locations(files.toArray(String[]::new))
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .placeholderReplacement(false)
        .load();
  }

  private static void migrate(Flyway flyway) {
    MigrateResult result = flyway.migrate();
    if (result.migrationsExecuted > 0) {
      LOG.info("the tables are of version {} now", result.targetSchemaVersion);
    }
  }

  private static void refuseNewer(Flyway flyway) {
    Optional<MigrationVersion> newer = Arrays.stream(flyway.info().applied())
        .filter(applied -> applied.getState().name().startsWith("FUTURE"))
        .map(MigrationInfo::getVersion)
        .reduce((first, last) -> last);
    newer.ifPresent(version -> {
      throw new DatabaseFault("the tables are of version " + version
          + ", newer than this program, which knows " + newest(flyway)
          + "; run the program they belong to");
    });
  }

  private static String newest(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(known -> !known.getState().name().startsWith("FUTURE"))
        .map(MigrationInfo::getVersion)
        .reduce((first, last) -> last)
        .map(MigrationVersion::toString)
        .orElse("none");
  }

  private static void check(Flyway flyway, Access access) {
    MigrationInfo current = flyway.info().current();
    if (current == null) {
      readEachColumn(access);
      return;
    }
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      throw new DatabaseFault(
          "the tables are of version " + current.getVersion() + ", this program needs "
              + newest(flyway) + " and was told to check only; run "
              + pending[0].getScript() + " and what follows it, or set talkspurt.database.schema"
              + " = migrate");
    }
    flyway.validate();
  }

  private static void readEachColumn(Access access) {
    try (Connection connection = access.connect();
        Statement statement = connection.createStatement()) {
      COLUMNS.forEach((table, columns) -> readEachColumn(statement, table, columns));
      Map<String, String> own =
          access.product().equals(POSTGRES) ? COLUMNS_OF_POSTGRES : COLUMNS_OF_H2;
      own.forEach((table, columns) -> readEachColumn(statement, table, columns));
    } catch (SQLException fault) {
      throw DatabaseFault.of(access.url(), fault);
    }
  }

  private static void readEachColumn(Statement statement, String table, String columns) {
    try {
      statement.execute("SELECT " + columns + " FROM " + table + " WHERE 1 = 0");
    } catch (SQLException absent) {
      throw new DatabaseFault("table " + table + " cannot be read ("
          + DatabaseFault.firstLine(String.valueOf(absent.getMessage()))
          + "), and talkspurt.database.schema is check; run the files of persistence-sql first, or set"
          + " it to migrate");
    }
  }
}
