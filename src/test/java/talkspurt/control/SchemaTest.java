package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallRequest;
import talkspurt.call.CallSamples;
import talkspurt.fake.SharedPostgres;

class SchemaTest {

  private static final String[] OURS = {
    "admission",
    "audit",
    "audit_key",
    "budget_alerts",
    "call_costs",
    "call_faults",
    "call_goals",
    "call_holds",
    "call_holds_lock",
    "call_keys",
    "call_later_costs",
    "call_log",
    "call_log_offset",
    "call_log_rebuild",
    "call_log_set_aside",
    "call_outcomes",
    "call_recordings",
    "call_tools",
    "call_turns",
    "call_words",
    "campaigns",
    "do_not_call",
    "event_deliveries",
    "event_journal",
    "event_tag",
    "event_webhooks",
    "events_head",
    "events_out",
    "outbound_calls",
    "outbound_dials",
    "probes",
    "profile_versions",
    "removals",
    "removed_calls",
    "snapshot"
  };
  private static final List<String> FILES_OF_POSTGRES = List.of(
      "postgres/V1__calls.sql",
      "postgres/V2__cluster_lease.sql",
      "postgres/V3__call_log_search.sql",
      "postgres/V4__admission.sql",
      "postgres/V5__profile_versions.sql",
      "postgres/V6__call_cost.sql",
      "postgres/V7__variants.sql",
      "postgres/V8__answers.sql",
      "postgres/V9__outcomes.sql",
      "postgres/V10__call_details.sql",
      "postgres/V11__costs.sql",
      "postgres/V12__call_keys.sql",
      "postgres/V13__events.sql",
      "postgres/V14__keeping.sql",
      "postgres/V16__probes.sql",
      "postgres/V17__consent.sql",
      "postgres/V18__word_index.sql",
      "postgres/V19__outbound.sql");
  private static final List<String> V_OF_POSTGRES =
      FILES_OF_POSTGRES.stream().map(file -> file.replaceAll(".*/V|__.*", "")).toList();
  /** All but the lease of clusters. */
  private static final List<String> FILES_OF_H2 = FILES_OF_POSTGRES.stream()
      .filter(file -> !file.contains("V2__"))
      .map(file -> file.replace("postgres", "h2"))
      .toList();

  private static final List<String> V_OF_H2 =
      V_OF_POSTGRES.stream().filter(version -> !version.equals("2")).toList();
  private static final String NOW = V_OF_POSTGRES.get(V_OF_POSTGRES.size() - 1);
  private static final String OFFSET = "SELECT last_ordering FROM call_log_offset";

  private static final Duration AT_MOST = Duration.ofSeconds(30);

  /** As a later version of the program would have it. */
  private static final List<String> LATER =
      List.of(Schema.FILES_OF_POSTGRES.get(0), "classpath:schema-later");

  @Test
  void createsAndDropsTheTablesInH2AsOftenAsAsked() throws SQLException, IOException {
    try (Connection connection = h2("own")) {
      for (int time = 0; time < 2; time++) {
        for (int again = 0; again < 2; again++) {
          for (String file : FILES_OF_H2) {
            TestDatabase.run(connection, ours(file));
          }
        }
        assertThat(tables(connection))
            .contains(OURS)
            .contains("call_word")
            .hasSize(OURS.length + 1);
        assertThat(offset(connection)).isZero();
        TestDatabase.run(connection, ours("h2/drop.sql"));
        assertThat(tables(connection)).isEmpty();
      }
    }
  }

  @Test
  void createsAndDropsTheTablesInPostgresAsOftenAsAsked() throws SQLException, IOException {
    try (Connection connection = postgres("own")) {
      for (int time = 0; time < 2; time++) {
        for (int again = 0; again < 2; again++) {
          for (String file : FILES_OF_POSTGRES) {
            TestDatabase.run(connection, ours(file));
          }
        }
        assertThat(tables(connection))
            .contains(OURS)
            .contains("cluster_lease")
            .hasSize(OURS.length + 1);
        assertThat(offset(connection)).isZero();
        TestDatabase.run(connection, ours("postgres/drop.sql"));
        assertThat(tables(connection)).isEmpty();
      }
    }
  }

  @Test
  void theJournalPluginFindsTheColumnsItsOwnSchemaHas() throws SQLException, IOException {
    try (Connection own = h2("columns");
        Connection shipped = h2("shipped")) {
      TestDatabase.run(own, ours("h2/V1__calls.sql"));
      TestDatabase.run(shipped, TestDatabase.resource("schema/h2/h2-create-schema.sql"));
      assertThat(journalColumns(own)).hasSize(24).isEqualTo(journalColumns(shipped));
    }
    try (Connection own = postgres("columns");
        Connection shipped = postgres("shipped")) {
      TestDatabase.run(own, ours("postgres/V1__calls.sql"));
      TestDatabase.run(
          shipped,
          TestDatabase.resource("schema/postgres/postgres-create-schema.sql")
              .replace("CONCURRENTLY", ""));
      assertThat(journalColumns(own)).hasSize(24).isEqualTo(journalColumns(shipped));
    }
  }

  @Test
  void isMadeInH2AndKeptWhenItIsThere() {
    Config config = NodeConfig.h2Memory("schema");
    for (int start = 1; start <= 2; start++) {
      onNode(config, system -> {
        Schema.prepare(system, SchemaUse.MIGRATE);
        moveOffset(system);
      });
    }
    onNode(config, system -> assertThat(offset(system)).isEqualTo(2));
  }

  @Test
  void isMadeInPostgresAndKeptWhenItIsThere() throws SQLException {
    Config config = TestDatabase.postgres("fresh");
    for (int start = 1; start <= 2; start++) {
      onNode(config, system -> {
        Schema.prepare(system, SchemaUse.MIGRATE);
        moveOffset(system);
        Schema.prepare(system, SchemaUse.CHECK);
      });
    }
    onNode(config, system -> assertThat(offset(system)).isEqualTo(2));
  }

  @Test
  void aFileOfH2FromBeforeThereWereVersionsIsTakenAsItIs(@TempDir Path directory) {
    Config config = NodeConfig.h2File(directory);
    onNode(config, system -> {
      Database.of(system).transactNow(connection -> {
        run(connection, "RUNSCRIPT FROM 'classpath:persistence-sql/h2/V1__calls.sql'");
        return null;
      });
      moveOffset(system);
    });
    onNode(config, system -> {
      Schema.prepare(system, SchemaUse.MIGRATE);
      assertThat(offset(system)).isEqualTo(1);
      assertThat(versions(system)).containsExactlyElementsOf(after("0", V_OF_H2));
    });
  }

  @Test
  void tablesInPostgresThatWereMadeByHandAreTakenAsTheyAre() throws SQLException, IOException {
    Config config = TestDatabase.postgres("by_hand");
    try (Connection owner = connection("by_hand")) {
      for (String file : FILES_OF_POSTGRES) {
        run(owner, ours(file));
      }
    }
    onNode(config, system -> {
      moveOffset(system);
      Schema.prepare(system, SchemaUse.CHECK);
      assertThat(offset(system)).isEqualTo(1);
    });
    onNode(config, system -> {
      Schema.prepare(system, SchemaUse.MIGRATE);
      assertThat(offset(system)).isEqualTo(1);
      assertThat(versions(system)).containsExactlyElementsOf(after("0", V_OF_POSTGRES));
      Schema.prepare(system, SchemaUse.CHECK);
    });
  }

  @Test
  void nodesThatStartAtOnceDoNotCollide() throws SQLException {
    onNode(TestDatabase.postgres("at_once"), system -> {
      Schema.Access pool = access(system);
      List<CompletableFuture<Void>> starts = IntStream.range(0, 6)
          .mapToObj(node -> CompletableFuture.runAsync(
              () -> Schema.bring(pool, SchemaUse.MIGRATE, Schema.FILES_OF_POSTGRES),
              command -> new Thread(command).start()))
          .toList();
      assertThat(starts).allSatisfy(start -> assertThat(start).succeedsWithin(AT_MOST));
      assertThat(versions(system)).containsExactlyElementsOf(V_OF_POSTGRES);
    });
  }

  @Test
  void isUpgradedOnceByWhatALaterVersionBrings() throws SQLException {
    onNode(TestDatabase.postgres("upgrade"), system -> {
      Schema.Access pool = access(system);
      Schema.prepare(system, SchemaUse.MIGRATE);
      moveOffset(system);
      assertThatThrownBy(() -> Schema.bring(pool, SchemaUse.CHECK, LATER))
          .isInstanceOf(DatabaseFault.class)
          .hasMessageContaining("the tables are of version " + NOW + ", this program needs 99")
          .hasMessageContaining("run V99__later.sql")
          .hasMessageNotContaining("\n");
      Schema.bring(pool, SchemaUse.MIGRATE, LATER);
      Schema.bring(pool, SchemaUse.MIGRATE, LATER);
      Schema.bring(pool, SchemaUse.CHECK, LATER);
      assertThat(versions(system)).containsExactlyElementsOf(before("99", V_OF_POSTGRES));
      assertThat(offset(system)).isEqualTo(1);
    });
  }

  @ParameterizedTest
  @EnumSource(SchemaUse.class)
  void refusesTablesThatAreNewerThanTheProgram(SchemaUse use) throws SQLException {
    onNode(TestDatabase.postgres("newer_" + use.name().toLowerCase()), system -> {
      Schema.bring(access(system), SchemaUse.MIGRATE, LATER);
      assertThatThrownBy(() -> Schema.prepare(system, use))
          .isInstanceOf(DatabaseFault.class)
          .hasMessage("the tables are of version 99, newer than this program, which knows " + NOW
              + ";" + " run the program they belong to");
    });
  }

  @Test
  void namesATableThatIsMissingAndChangesNothingWhenToldToCheck() throws SQLException {
    onNode(TestDatabase.postgres("bare"), system -> {
      assertThatThrownBy(() -> Schema.prepare(system, SchemaUse.CHECK))
          .isInstanceOf(DatabaseFault.class)
          .hasMessageContaining("cannot be read")
          .hasMessageContaining("run the files of persistence-sql first")
          .hasMessageNotContaining("\n");
      Database.of(system).transactNow(connection -> {
        assertThat(tables(connection)).isEmpty();
        return null;
      });
    });
  }

  @Test
  void aUserWhoMayOnlyReadAndWriteRowsDoesWhereTablesAreOnlyChecked()
      throws SQLException, IOException {
    Config owner = TestDatabase.postgres("rights");
    onNode(owner, system -> Schema.prepare(system, SchemaUse.MIGRATE));
    try (Connection admin = connection("rights")) {
      run(admin, "CREATE ROLE clerk LOGIN");
      run(admin, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
      run(admin, "GRANT USAGE ON SCHEMA public TO clerk");
      run(admin, "GRANT SELECT ON talkspurt_schema TO clerk");
      run(
          admin,
          "GRANT SELECT, INSERT, UPDATE, DELETE ON event_journal, event_tag, snapshot, call_log,"
              + " call_log_offset, call_outcomes, call_goals, call_turns, call_tools, call_faults,"
              + " call_costs, call_words, call_log_set_aside, call_log_rebuild, call_keys,"
              + " call_later_costs, budget_alerts, call_recordings, events_out, events_head,"
              + " event_webhooks, event_deliveries TO clerk");
      run(admin, "GRANT USAGE ON event_journal_ordering_seq TO clerk");
    }
    Config clerk = ConfigFactory.parseString(
            "akka-persistence-jdbc.shared-databases.slick.db.user = clerk")
        .withFallback(owner);
    try (Node node = Node.start(clerk, Node.PATIENT, SchemaUse.CHECK)) {
      UUID call = UUID.randomUUID();
      assertThat(node.ask(call, new CallRequest.Register(CallSamples.PLAN)))
          .isInstanceOf(CallReply.Done.class);
      node.eventually(() -> assertThat(node.newest(true, 10)).hasSize(1));
    }
    assertThatThrownBy(
            () -> onNode(clerk, system -> Schema.bring(access(system), SchemaUse.MIGRATE, LATER)))
        .isInstanceOf(DatabaseFault.class)
        .hasMessageContaining("the user lacks a right");
  }

  @Test
  void namesAColumnThatIsMissing() throws SQLException, IOException {
    Config config = TestDatabase.postgres("one_column");
    try (Connection owner = connection("one_column")) {
      for (String file : FILES_OF_POSTGRES) {
        run(owner, ours(file));
      }
      run(owner, "ALTER TABLE call_log DROP COLUMN dnid");
    }
    onNode(
        config,
        system -> assertThatThrownBy(() -> Schema.prepare(system, SchemaUse.CHECK))
            .isInstanceOf(DatabaseFault.class)
            .hasMessageContaining("table call_log cannot be read")
            .hasMessageContaining("dnid"));
  }

  @ParameterizedTest
  @CsvSource({"h2, 0, 158134230", "postgres, 0, 412461378", "postgres, 1, 2054206559"})
  void aFileThatWasReleasedIsNeverChanged(String database, int file, int checksum) {
    MigrationInfo released = Flyway.configure()
        .dataSource("jdbc:h2:mem:checksum-" + database, "sa", "")
        .locations("classpath:persistence-sql/" + database)
        .load()
        .info()
        .pending()[file];
    assertThat(released.getChecksum()).isEqualTo(checksum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
  void refusesADatabaseThatCannotHoldEveryCharacter(String encoding) throws SQLException {
    String name = "in_" + encoding.toLowerCase(Locale.ROOT);
    try (Connection admin = SharedPostgres.server().getPostgresDatabase().getConnection()) {
      run(
          admin,
          "CREATE DATABASE " + name + " ENCODING '" + encoding
              + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    }
    for (SchemaUse use : SchemaUse.values()) {
      onNode(
          NodeConfig.postgres(SharedPostgres.server().getPort(), name),
          system -> assertThatThrownBy(() -> Schema.prepare(system, use))
              .isInstanceOf(DatabaseFault.class)
              .hasMessageContaining(
                  name + ": its encoding is " + encoding + ", which cannot hold every character")
              .hasMessageNotContaining("\n"));
    }
  }

  @Test
  void tellsInOneLineThatNobodyListens() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    assertThatThrownBy(() -> prepare(NodeConfig.postgres(closed, "any")))
        .isInstanceOf(DatabaseFault.class)
        .hasMessage("database postgresql://127.0.0.1:" + closed + "/any: cannot be reached");
  }

  @Test
  void tellsInOneLineThatThePasswordIsWrong() throws SQLException {
    try (Connection admin = SharedPostgres.server().getPostgresDatabase().getConnection()) {
      // the servers of tests trust everybody, but not one who may not log in
      run(admin, "CREATE ROLE stranger NOLOGIN");
    }
    Config config = ConfigFactory.parseString(
            "akka-persistence-jdbc.shared-databases.slick.db.user = stranger")
        .withFallback(NodeConfig.postgres(SharedPostgres.server().getPort(), "postgres"));
    assertThatThrownBy(() -> prepare(config))
        .isInstanceOf(DatabaseFault.class)
        .hasMessageEndingWith(": refuses the user or the password");
  }

  @Test
  void tellsInOneLineThatThereIsNoSuchDatabase() {
    assertThatThrownBy(
            () -> prepare(NodeConfig.postgres(SharedPostgres.server().getPort(), "nowhere")))
        .isInstanceOf(DatabaseFault.class)
        .hasMessageEndingWith(": there is no database of this name");
  }

  private static Schema.Access access(ActorSystem<?> system) {
    return Schema.Access.of(Database.of(system).pool());
  }

  private static void prepare(Config config) {
    onNode(config, system -> Schema.prepare(system, SchemaUse.MIGRATE));
  }

  private static void moveOffset(ActorSystem<?> system) {
    LogRows none = new LogRows(offset(system) + 1, Map.of());
    assertThat(Database.of(system)
            .<Boolean>transactNow(to -> CallLogTable.write(to, none, CallSamples.AT)))
        .isTrue();
  }

  private static long offset(ActorSystem<?> system) {
    return Database.of(system).transactNow(CallLogTable::offset);
  }

  private static List<String> versions(ActorSystem<?> system) {
    return Database.of(system).transactNow(connection -> {
      String query = "SELECT \"version\" FROM \"" + Schema.HISTORY
          + "\" WHERE \"version\" IS NOT NULL ORDER BY \"installed_rank\"";
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        return texts(rows, "version");
      }
    });
  }

  private static void run(Connection connection, String sql) throws SQLException {
    TestDatabase.run(connection, sql);
  }

  private static Connection connection(String database) throws SQLException {
    return SharedPostgres.server().getDatabase("postgres", database).getConnection();
  }

  private static void onNode(Config config, Consumer<ActorSystem<?>> check) {
    ActorTestKit node = ActorTestKit.create("schema", config);
    try {
      check.accept(node.system());
    } finally {
      node.shutdownTestKit();
    }
  }

  private static Connection h2(String name) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:schema-" + name + ";DATABASE_TO_UPPER=false");
  }

  private static Connection postgres(String name) throws SQLException {
    try (Connection admin = SharedPostgres.server().getPostgresDatabase().getConnection()) {
      TestDatabase.run(admin, "CREATE DATABASE " + name);
    }
    return SharedPostgres.server().getDatabase("postgres", name).getConnection();
  }

  private static String ours(String name) throws IOException {
    return TestDatabase.resource("persistence-sql/" + name);
  }

  private static long offset(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OFFSET)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    String[] kinds = {"TABLE", "BASE TABLE"};
    try (ResultSet rows =
        connection.getMetaData().getTables(null, schema(connection), "%", kinds)) {
      return texts(rows, "TABLE_NAME");
    }
  }

  private static List<String> journalColumns(Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (String table : List.of("event_journal", "event_tag", "snapshot")) {
      try (ResultSet rows =
          connection.getMetaData().getColumns(null, schema(connection), table, "%")) {
        columns.addAll(texts(rows, "TABLE_NAME", "COLUMN_NAME", "TYPE_NAME", "NULLABLE"));
      }
    }
    return columns;
  }

  private static String schema(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2") ? "PUBLIC" : "public";
  }

  private static List<String> texts(ResultSet rows, String... columns) throws SQLException {
    List<String> all = new ArrayList<>();
    while (rows.next()) {
      StringJoiner row = new StringJoiner(" ");
      for (String column : columns) {
        row.add(rows.getString(column));
      }
      all.add(row.toString());
    }
    return all;
  }

  private static List<String> after(String first, List<String> versions) {
    return Stream.concat(Stream.of(first), versions.stream()).toList();
  }

  private static List<String> before(String last, List<String> versions) {
    return Stream.concat(versions.stream(), Stream.of(last)).toList();
  }
}
