package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Statements that are under way when H2 closes its database end. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class H2FaultsTest {

  @TempDir
  Path directory;

  @BeforeEach
  void mount() {
    FullDisk.mount();
  }

  @AfterEach
  void makeRoom() {
    FullDisk.makeRoom();
  }

  @Test
  void aRollbackThatFailsLeavesNoOtherStatementWaiting() throws SQLException {
    Connection writer = open();
    Connection first = open();
    Connection second = open();
    run(writer, "CREATE TABLE t (id INT PRIMARY KEY, x INT)");
    run(writer, "INSERT INTO t VALUES (1, 0), (2, 0)");
    CommittedWrites.await(writer);
    for (Connection each : new Connection[] {first, second}) {
      each.setAutoCommit(false);
    }
    run(first, "SELECT x FROM t");
    run(second, "UPDATE t SET x = 1 WHERE id = 2");
    FullDisk.fill();
    assertThatThrownBy(() -> {
          run(writer, "INSERT INTO t VALUES (3, 0)");
          CommittedWrites.await(writer);
        })
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(first::rollback).as("told of the write").isInstanceOf(SQLException.class);
    assertThat(catchThrowable(first::rollback))
        .as("on a closed store: it ends, whatever it says")
        .satisfiesAnyOf(
            none -> assertThat(none).isNull(),
            fault -> assertThat(fault).isInstanceOf(SQLException.class));
    assertThatThrownBy(() -> run(second, "UPDATE t SET x = 2 WHERE id = 2"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(second::commit).isInstanceOf(SQLException.class);
  }

  /** A store that was closed before may have a count below zero, and is still there. */
  @Test
  void aStoreWhoseUsersAreFewerThanNoneIsCountedToo() throws SQLException {
    Connection connection = open();
    run(connection, "CREATE TABLE t (id INT PRIMARY KEY)");
    MVStore store = H2Store.of(connection).orElseThrow();
    connection.close();
    assertThat(store.isClosed()).isTrue();
    MVStore.TxCounter usage = store.registerVersionUsage();
    for (int n = 0; n < 4; n++) {
      store.decrementVersionUsageCounter(usage);
    }
    assertThat(usage).asString().endsWith("cnt=-3");
    H2Store.countOnceMore(store);
    assertThat(usage).asString().endsWith("cnt=1");
    H2Store.countOnceMore(store);
    assertThat(usage).asString().endsWith("cnt=2");
  }

  @Test
  void aStatementThatFailsOnAnOpenDatabaseIsNotCounted() throws SQLException {
    try (Connection connection = open()) {
      run(connection, "CREATE TABLE t (id INT PRIMARY KEY)");
      run(connection, "INSERT INTO t VALUES (1)");
      CommittedWrites.await(connection);
      assertThatThrownBy(() -> run(connection, "INSERT INTO t VALUES (1)"))
          .isInstanceOf(SQLException.class);
      assertThat(H2Store.of(connection).orElseThrow().registerVersionUsage())
          .as("but for this one nobody uses the version")
          .asString()
          .endsWith("cnt=1");
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + FullDisk.SCHEME + ":"
        + directory.resolve("calls") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DATABASE_EVENT_LISTENER='"
        + H2Faults.class.getName() + "'");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
