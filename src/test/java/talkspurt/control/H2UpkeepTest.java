package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2UpkeepTest {

  private static final int ROUNDS = 12;
  private static final int COMMITS_A_ROUND = 25;

  @Test
  void theFileStaysSmallHoweverMuchIsWritten(@TempDir Path directory)
      throws SQLException, IOException {
    long left = size(directory, "left", false);
    long kept = size(directory, "kept", true);
    assertThat(kept).isLessThan(left / 2);
  }

  /** How large a file becomes in which the same few rows are written over and over. */
  private static long size(Path directory, String name, boolean upkeep)
      throws SQLException, IOException {
    Path file = directory.resolve(name);
    String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0;RETENTION_TIME=0";
    try (Connection connection = DriverManager.getConnection(url)) {
      TestDatabase.run(connection, "CREATE TABLE t (id INT PRIMARY KEY, text VARCHAR)");
      TestDatabase.run(connection, "INSERT INTO t SELECT x, x FROM system_range(1, 20000)");
      for (int round = 0; round < ROUNDS; round++) {
        write(connection, round);
        if (upkeep) {
          H2Upkeep.once(connection);
        }
      }
      return Files.size(directory.resolve(name + ".mv.db"));
    }
  }

  private static void write(Connection connection, int round) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE t SET text = ? WHERE id = ?")) {
      for (int commit = 0; commit < COMMITS_A_ROUND; commit++) {
        update.setString(1, "text of round " + round);
        update.setInt(2, 1 + (commit * 397 + round * 31) % 20000);
        update.executeUpdate();
      }
    }
  }
}
