package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFaultTest {

  @ParameterizedTest
  @CsvSource({
    "08001, cannot be reached",
    "08006, cannot be reached",
    "28P01, refuses the user or the password",
    "28000, refuses the user or the password",
    "3D000, there is no database of this name",
    "42501, the user lacks a right; see storage.md for those it needs",
    "42P01, a table or column is missing",
    "53300, has no connection left for us; see max_connections",
    "57P03, is starting or stopping",
    "25006, takes no writes",
    "90097, takes no writes",
    "53100, has no room left on its disk",
    "90030, has a damaged file; see storage.md for backups",
    "90020, is in use by another process",
    "08P01, its own words",
    "22012, its own words",
  })
  void saysWhatAStateMeans(String state, String meaning) {
    SQLException told = new SQLException("its own words\nand more of them", state);
    assertThat(DatabaseFault.meaning(told)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({
    "08001, true",
    "08006, true",
    "40001, true",
    "40P01, true",
    "53100, true",
    "53300, true",
    "57P01, true",
    "57014, true",
    "90098, true",
    "90020, true",
    "25006, true",
    "HYT00, true",
    ", true",
    "07001, false",
    "0A000, false",
    "21000, false",
    "22001, false",
    "23505, false",
    "42601, false",
    "42P01, false",
    "42S02, false",
    "44000, false"
  })
  void whatItMayDoTheNextTimePasses(String state, boolean passes) {
    SQLException told = new SQLException("no", state);
    assertThat(DatabaseFault.mayPass(told)).isEqualTo(passes);
    assertThat(DatabaseFault.mayPass(new CompletionException(new IllegalStateException("x", told))))
        .isEqualTo(passes);
    assertThat(DatabaseFault.mayPass(new SQLException("pool", null, told))).isEqualTo(passes);
  }

  @Test
  void whatIsNotTheDatabasesIsNotSaidToPass() {
    assertThat(DatabaseFault.mayPass(new IllegalStateException("x"))).isFalse();
  }

  /** The way of every request that reads tables. */
  @Test
  void aTransactionOfAClosedPoolPasses() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:");
    pool.close();
    Database database = new Database(pool, Runnable::run);
    assertThat(database.transact(connection -> 1))
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .satisfies(thrown -> assertThat(DatabaseFault.mayPass(thrown)).isTrue());
  }

  @Test
  void findsTheDatabasesWordBelowThatOfThePool() {
    SQLException refused = new SQLException("FATAL: password authentication failed", "28P01");
    SQLException pool = new SQLException("Connection is not available", null, refused);
    assertThat(DatabaseFault.meaning(new CompletionException(new IllegalStateException(pool))))
        .isEqualTo("refuses the user or the password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "There is not enough space on the disk",
        "Disk quota exceeded"
      })
  void findsAFullDiskBelowADatabaseThatH2Closed(String told) {
    SQLException closed =
        new SQLException("The database has been closed", "90098", 90098, new IOException(told));
    assertThat(DatabaseFault.meaning(new IllegalStateException(closed)))
        .isEqualTo("has no room left on its disk");
  }

  @Test
  void saysTheKindOfWhatHasNoWords() {
    assertThat(DatabaseFault.meaning(new NullPointerException())).isEqualTo("NullPointerException");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/calls?user=a&password=secret, postgresql://db:5432/calls",
    "jdbc:h2:file:/data/talkspurt;CIPHER=AES, h2:file:/data/talkspurt",
    "jdbc:postgresql://db/calls, postgresql://db/calls",
  })
  void namesTheDatabaseWithoutWhatMayBeSecret(String url, String address) {
    assertThat(DatabaseFault.of(url, new SQLException("no", "08001")))
        .hasMessage("database " + address + ": cannot be reached");
  }
}
