package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
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
