package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedWritesTest {

  @TempDir
  Path directory;

  @AfterEach
  void makeRoom() {
    FullDisk.makeRoom();
  }

  @Test
  void whoWaitsWritesForAllThatWasCommitted() throws SQLException, IOException {
    FullDisk.mount();
    try (Connection one = open("calls");
        Connection other = open("calls")) {
      run(one, "CREATE TABLE t (id INT PRIMARY KEY)");
      CommittedWrites.await(one);
      long before = FullDisk.written();
      for (int row = 0; row < 10; row++) {
        run(row % 2 == 0 ? one : other, "INSERT INTO t VALUES (" + row + ")");
      }
      assertThat(FullDisk.written()).as("by commits alone").isEqualTo(before);
      CommittedWrites.await(one);
      long together = FullDisk.written();
      assertThat(together).isGreaterThan(before);
      CommittedWrites.await(other);
      assertThat(FullDisk.written()).as("by the second who waits").isEqualTo(together);
      FullDisk.copy(directory.resolve("calls.mv.db"), directory.resolve("killed.mv.db"));
    }
    assertThat(Files.size(directory.resolve("killed.mv.db"))).isPositive();
    try (Connection after = open("killed")) {
      assertThat(rows(after)).isEqualTo(10);
    }
  }

  @Test
  void aConnectionThatComesLaterChangesNothingOfThat() throws SQLException {
    FullDisk.mount();
    try (Connection one = open("later")) {
      run(one, "CREATE TABLE t (id INT PRIMARY KEY)");
      CommittedWrites.await(one);
      try (Connection other = open("later")) {
        run(other, "INSERT INTO t VALUES (1)");
        CommittedWrites.await(other);
        long before = FullDisk.written();
        run(other, "INSERT INTO t VALUES (2)");
        assertThat(FullDisk.written()).isEqualTo(before);
      }
    }
  }

  @Test
  void whoWaitsIsToldOfAWriteThatFailed() throws SQLException {
    FullDisk.mount();
    try (Connection one = open("full")) {
      run(one, "CREATE TABLE t (id INT PRIMARY KEY)");
      CommittedWrites.await(one);
      run(one, "INSERT INTO t VALUES (1)");
      FullDisk.fill();
      assertThatThrownBy(() -> CommittedWrites.await(one)).isInstanceOf(SQLException.class);
      FullDisk.makeRoom();
      assertThatThrownBy(() -> CommittedWrites.await(one)).isInstanceOf(SQLException.class);
    } catch (SQLException closed) {
      // a database that met a full disk cannot be closed in good order
      assertThat(closed.getMessage()).isNotBlank();
    }
  }

  @Test
  void inMemoryThereIsNothingToWaitFor() throws SQLException {
    try (Connection memory = DriverManager.getConnection("jdbc:h2:mem:nothing")) {
      CommittedWrites.await(memory);
    }
  }

  private Connection open(String name) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + FullDisk.SCHEME + ":" + directory.resolve(name)
        + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      count.next();
      return count.getInt(1);
    }
  }
}
