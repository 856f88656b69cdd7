package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.LogTrap;
import talkspurt.telemetry.KnownOutage;

/** H2 on a full disk of which nobody but the watch could know. */
class DatabaseWatchTest {

  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void makeRoom() {
    FullDisk.makeRoom();
    KnownOutage.ends();
  }

  @Test
  void aFullDiskIsFoundByAWriteNowAndThenThoughNobodyElseWrites(@TempDir Path directory)
      throws SQLException {
    FullDisk.mount();
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:h2:" + FullDisk.SCHEME + ":" + directory.resolve("watched")
          + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
      try (Connection connection = pool.getConnection()) {
        TestDatabase.run(
            connection, "CREATE TABLE call_log_offset (projection VARCHAR, last_ordering BIGINT)");
        TestDatabase.run(connection, "INSERT INTO call_log_offset VALUES ('call_log', 0)");
        CommittedWrites.await(connection);
      }
      DatabaseWatch watch = new DatabaseWatch(
          new Database(pool, Runnable::run),
          new DiskWatch(() -> 0),
          new JournalFigures(),
          nanos::get);
      long before = FullDisk.written();
      assertThat(problem(watch)).isEmpty();
      assertThat(FullDisk.written()).as("a look that is not due").isEqualTo(before);
      FullDisk.fill();
      assertThat(problem(watch)).as("one can still read").isEmpty();
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      assertThat(problem(watch)).contains("has no room left on its disk");
    }
  }

  @Test
  void anOutageIsToldOnceAndItsEndWithWhatWasLeftOut() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource();
        LogTrap log = new LogTrap()) {
      pool.setJdbcUrl("jdbc:h2:mem:outage;DB_CLOSE_DELAY=-1");
      change(pool, "CREATE TABLE call_log_offset (projection VARCHAR, last_ordering BIGINT)");
      change(pool, "INSERT INTO call_log_offset VALUES ('call_log', 0)");
      DatabaseWatch watch = new DatabaseWatch(
          new Database(pool, Runnable::run),
          new DiskWatch(() -> 0),
          new JournalFigures(),
          nanos::get);
      assertThat(problem(watch)).isEmpty();
      change(pool, "ALTER TABLE call_log_offset RENAME TO away");
      assertThat(problem(watch)).isPresent();
      assertThat(problem(watch)).isPresent();
      assertThat(KnownOutage.leavesOut()).isTrue();
      change(pool, "ALTER TABLE away RENAME TO call_log_offset");
      assertThat(problem(watch)).isEmpty();
      assertThat(KnownOutage.leavesOut()).isFalse();
      assertThat(log.beginning("database ")).hasSize(2);
      assertThat(log.beginning("database answers again; 1 lines")).hasSize(1);
    }
  }

  private static void change(HikariDataSource pool, String statement) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      TestDatabase.run(connection, statement);
    }
  }

  private static Optional<String> problem(DatabaseWatch watch) {
    return watch.problem().toCompletableFuture().join();
  }
}
