package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each database says of a row that it refuses, where the row holds a marked word and a marked number. */
@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class DatabaseMessageTest {

  private static final String WORD = "zebra";
  private static final String NUMBER = "4917012345";

  private static ActorTestKit kit;
  private static Database database;

  DatabaseMessageTest(TestDatabase.Product product) {
    assertThat(product).isNotNull();
  }

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product product) {
    Config config = product.make("messages");
    kit = ActorTestKit.create(
        "messages", ConfigFactory.parseString("akka.actor.provider = local").withFallback(config));
    database = Database.of(kit.system());
    database.transactNow(connection -> {
      TestDatabase.run(
          connection,
          "CREATE TABLE said (id VARCHAR(12) PRIMARY KEY, times INTEGER, words VARCHAR(40) NOT NULL,"
              + " CONSTRAINT odd CHECK (words <> 'zebra says no'))");
      TestDatabase.run(connection, "INSERT INTO said VALUES ('zebra', 1, 'zebra 4917012345')");
      return null;
    });
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO said VALUES ('zebra', 1, '4917012345')",
        "INSERT INTO said VALUES ('4917012345', 1, 'zebra says no')",
        "INSERT INTO said VALUES ('zebra 4917012345', 1, 'x')",
        "INSERT INTO said VALUES ('x', CAST('zebra 4917012345' AS INTEGER), 'zebra')",
        "INSERT INTO said VALUES ('4917012345', 1, NULL)",
        "INSERT INTO said VALUES ('x', 4917012345, 'zebra')",
      })
  void noMessageHoldsWhatTheRowHolds(String statement) {
    assertClean(told(connection -> {
      TestDatabase.run(connection, statement);
      return null;
    }));
    assertClean(told(connection -> {
      try (PreparedStatement batch = connection.prepareStatement(statement)) {
        batch.addBatch();
        return batch.executeBatch();
      }
    }));
  }

  @Test
  void aBatchOfWordsTellsTheConstraintAndNotTheWords() {
    IllegalStateException told = told(connection -> {
      try (PreparedStatement batch =
          connection.prepareStatement("INSERT INTO said VALUES (?, ?, ?)")) {
        for (String words : List.of("x", "zebra says no")) {
          batch.setString(1, NUMBER.substring(words.length() % 2));
          batch.setInt(2, 1);
          batch.setString(3, words);
          batch.addBatch();
        }
        return batch.executeBatch();
      }
    });
    assertClean(told);
    assertThat(RowRefusal.of(told).orElseThrow()).containsIgnoringCase("odd");
  }

  @Test
  void aSearchThatCannotBeReadIsNotQuoted() {
    assertThat(DatabaseMessage.of(
            new SQLException("ERROR: syntax error in tsquery: \"zebra &\"", "42601")))
        .isEqualTo("syntax error in tsquery: …");
    assertThat(DatabaseMessage.of(
            new SQLException("FEHLER: Wert »4917012345« ist zu groß für Typ integer", "22003")))
        .doesNotContain(NUMBER);
  }

  @Test
  void aKeyThatIsAShortNumberIsNotQuotedEither() {
    assertThat(DatabaseMessage.of(new SQLException(
            "Unique index or primary key violation: \"PUBLIC.X ON PUBLIC.PINS(PIN) VALUES ( /* 1 */ 1234 )\"",
            "23505")))
        .isEqualTo("Unique index or primary key violation: \"PUBLIC.X ON PUBLIC.PINS(PIN)");
  }

  @Test
  void aBatchWithoutItsFailureIsNotQuotedAtAll() {
    SQLException batch =
        new BatchUpdateException("Batch entry 0 INSERT INTO x VALUES (zebra)", "23505", new int[0]);
    assertThat(DatabaseMessage.of(batch)).isEqualTo("a batch failed");
  }

  @Test
  void whatHasNothingToDoWithARowStaysAsItIs() {
    SQLException away =
        new SQLException("Connection to 127.0.0.1:54321 refused: \"why\"\nmore", "08001");
    assertThat(DatabaseMessage.of(away))
        .isEqualTo("Connection to 127.0.0.1:54321 refused: \"why\"");
    assertThat((Throwable) DatabaseMessage.withoutValues(away)).isSameAs(away);
  }

  /** Akka's journal and its pool log what the driver says, where we have no say. */
  @Test
  void thePostgresDriverIsAskedToTellNoValues() {
    PostgresSettings settings = new PostgresSettings(
        List.of("db:5432"),
        "calls",
        "talkspurt",
        "disable",
        Optional.empty(),
        2,
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        PreparedStatements.AUTO);
    assertThat(settings.url()).contains("&logServerErrorDetail=false");
  }

  private static IllegalStateException told(Database.Work<?> work) {
    List<IllegalStateException> told = new ArrayList<>();
    assertThatThrownBy(() -> database.transactNow((Connection connection) -> work.with(connection)))
        .isInstanceOfSatisfying(IllegalStateException.class, told::add);
    return told.get(0);
  }

  /** With all its causes, as a log has it. */
  private static void assertClean(IllegalStateException told) {
    StringWriter log = new StringWriter();
    told.printStackTrace(new PrintWriter(log, true));
    assertThat(log.toString()).doesNotContain(WORD, NUMBER);
    assertThat(DatabaseFault.meaning(told)).doesNotContain(WORD, NUMBER).isNotBlank();
    assertThat(RowRefusal.of(told).orElseThrow()).doesNotContain(WORD, NUMBER).isNotBlank();
  }
}
