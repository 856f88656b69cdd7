package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static final String[] OURS = {
    "call_log", "call_log_offset", "event_journal", "event_tag", "snapshot"
  };
  private static final String OFFSET = "SELECT last_ordering FROM call_log_offset";

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void createsAndDropsTheTablesInH2AsOftenAsAsked() throws SQLException, IOException {
    try (Connection connection = h2("own")) {
      for (int time = 0; time < 2; time++) {
        TestDatabase.run(connection, ours("h2/create.sql"));
        TestDatabase.run(connection, ours("h2/create.sql"));
        assertThat(tables(connection)).containsExactlyInAnyOrder(OURS);
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
        TestDatabase.run(connection, ours("postgres/create.sql"));
        TestDatabase.run(connection, ours("postgres/create.sql"));
        assertThat(tables(connection)).containsExactlyInAnyOrder(OURS);
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
      TestDatabase.run(own, ours("h2/create.sql"));
      TestDatabase.run(shipped, TestDatabase.resource("schema/h2/h2-create-schema.sql"));
      assertThat(journalColumns(own)).hasSize(24).isEqualTo(journalColumns(shipped));
    }
    try (Connection own = postgres("columns");
        Connection shipped = postgres("shipped")) {
      TestDatabase.run(own, ours("postgres/create.sql"));
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
        Schema.prepare(system);
        Database database = Database.of(system);
        long offset = database.transactNow(CallLogTable::offset);
        LogRows none = new LogRows(offset + 1, Map.of());
        assertThat(database.<Boolean>transactNow(to -> CallLogTable.write(to, none)))
            .isTrue();
      });
    }
    onNode(
        config,
        system -> assertThat(Database.of(system).<Long>transactNow(CallLogTable::offset))
            .isEqualTo(2));
  }

  @Test
  void saysWhichFileToRunWhenTablesAreMissingInPostgres() throws SQLException, IOException {
    postgres("bare").close();
    Config config = NodeConfig.postgres(postgres.getPort(), "bare");
    onNode(
        config,
        system -> assertThatThrownBy(() -> Schema.prepare(system))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("table event_journal cannot be read")
            .hasMessageContaining("run persistence-sql/postgres/create.sql first"));
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
    try (Connection admin = postgres.getPostgresDatabase().getConnection()) {
      TestDatabase.run(admin, "CREATE DATABASE " + name);
    }
    return postgres.getDatabase("postgres", name).getConnection();
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
}
