package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.fake.Eventually;
import talkspurt.fake.LoggedLines;

class H2UpkeepTest {

  private static final int ROUNDS = 12;
  private static final int COMMITS_A_ROUND = 25;

  private final JournalSignal journal = new JournalSignal();
  private final AtomicBoolean fails = new AtomicBoolean();

  @Test
  void theFileStaysSmallHoweverMuchIsWritten(@TempDir Path directory)
      throws SQLException, IOException {
    long left = size(directory, "left", false);
    long kept = size(directory, "kept", true);
    assertThat(kept).isLessThan(left / 2);
  }

  @Test
  void aFileThatMetAFullDiskIsOpenedAgain(@TempDir Path directory) throws SQLException {
    FullDisk.mount();
    try (HikariDataSource pool = pool(directory);
        LoggedLines log = LoggedLines.of(H2Upkeep.class)) {
      H2Upkeep upkeep = upkeep(pool, nothingWatched());
      write(pool, "CREATE TABLE t (id INT PRIMARY KEY)");
      upkeep.round();
      FullDisk.fill();
      assertThatThrownBy(() -> write(pool, "INSERT INTO t VALUES (1)"))
          .isInstanceOf(SQLException.class);
      for (int round = 0; round < 3; round++) {
        upkeep.round();
      }
      assertThat(fails).isTrue();
      assertThat(log.lines())
          .as("told once")
          .hasSize(1)
          .first(InstanceOfAssertFactories.STRING)
          .startsWith("WARN H2 ");
      FullDisk.makeRoom();
      upkeep.round();
      upkeep.round();
      assertThat(log.lines()).hasSize(2).last().isEqualTo("INFO H2 works again");
      assertThat(fails).isFalse();
      write(pool, "INSERT INTO t VALUES (2)");
    }
  }

  /** Also where its connections were renewed before a round could fail. */
  @Test
  void whoFollowsTheJournalIsToldOfAFileThatWasOpenedAnew(@TempDir Path directory)
      throws SQLException {
    FullDisk.mount();
    AtomicInteger told = new AtomicInteger();
    journal.follow(new JournalSignal.Follower() {
      @Override
      public void written() {}

      @Override
      public void reopened() {
        told.incrementAndGet();
      }
    });
    try (HikariDataSource pool = pool(directory)) {
      H2Upkeep upkeep = upkeep(pool, nothingWatched());
      write(pool, "CREATE TABLE t (id INT PRIMARY KEY)");
      upkeep.round();
      upkeep.round();
      assertThat(told).hasValue(0);
      MVStore first = store(pool);
      pool.getHikariPoolMXBean().softEvictConnections();
      Eventually.holds(() -> assertThat(first.isClosed()).isTrue());
      upkeep.round();
      assertThat(told).hasValue(1);
      MVStore second = store(pool);
      FullDisk.fill();
      assertThatThrownBy(() -> write(pool, "INSERT INTO t VALUES (1)"))
          .isInstanceOf(SQLException.class);
      upkeep.round();
      assertThat(told).as("not before it can be used").hasValue(1);
      Eventually.holds(() -> assertThat(second.isClosed()).isTrue());
      FullDisk.makeRoom();
      upkeep.round();
      upkeep.round();
      upkeep.round();
      assertThat(told).hasValue(2);
    }
  }

  @Test
  void aPoolThatIsBusyIsNoReasonToOpenTheFileAgain(@TempDir Path directory) throws SQLException {
    FullDisk.mount();
    try (HikariDataSource pool = pool(directory);
        LoggedLines log = LoggedLines.of(H2Upkeep.class)) {
      pool.setConnectionTimeout(250);
      H2Upkeep upkeep = upkeep(pool, nothingWatched());
      Connection same;
      try (Connection busy = pool.getConnection()) {
        same = busy.unwrap(JdbcConnection.class);
        upkeep.round();
        assertThat(log.lines()).hasSize(1);
      }
      try (Connection after = pool.getConnection()) {
        assertThat(after.unwrap(JdbcConnection.class)).isSameAs(same);
      }
    }
  }

  @Test
  void eachRoundLooksAtTheDisk(@TempDir Path directory) {
    FullDisk.mount();
    AtomicLong free = new AtomicLong(100L << 20);
    try (HikariDataSource pool = pool(directory);
        LoggedLines log = LoggedLines.of(DiskWatch.class)) {
      DiskWatch disk = nothingWatched();
      disk.watch(() -> new Disk.Room(free.get(), 1L << 40), new DiskReserve(32L << 20));
      H2Upkeep upkeep = upkeep(pool, disk);
      free.set(1L << 20);
      upkeep.round();
      assertThat(disk.problem()).isPresent();
      free.set(100L << 20);
      upkeep.round();
      assertThat(disk.problem()).isEmpty();
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void aFileToWhichNothingIsWrittenIsLeftAloneUntilSomethingIs(@TempDir Path directory)
      throws SQLException {
    FullDisk.mount();
    try (HikariDataSource pool = pool(directory)) {
      H2Upkeep upkeep = upkeep(pool, nothingWatched());
      write(pool, "CREATE TABLE t (id INT PRIMARY KEY)");
      for (int round = 0; round < 15; round++) {
        upkeep.round();
      }
      long before = FullDisk.written();
      for (int round = 0; round < 5; round++) {
        upkeep.round();
      }
      assertThat(FullDisk.written()).isEqualTo(before);
      try (Connection connection = pool.getConnection()) {
        CommittedWrites.await(connection);
      }
      write(pool, "INSERT INTO t SELECT x FROM system_range(1, 1000)");
      write(pool, "CHECKPOINT");
      write(pool, "DELETE FROM t WHERE id > 1");
      long beforeRound = FullDisk.written();
      upkeep.round();
      assertThat(FullDisk.written()).as("what was not in the file").isGreaterThan(beforeRound);
    }
  }

  /** What was accepted has that half for itself, whatever the last round has moved and not yet written. */
  @Test
  void makingTheFileSmallerLeavesHalfOfTheReserve(@TempDir Path directory) throws SQLException {
    FullDisk.mount();
    long mib = 1 << 20;
    AtomicLong free = new AtomicLong();
    try (HikariDataSource pool = pool(directory)) {
      write(pool, "CREATE TABLE t (id INT PRIMARY KEY, text VARCHAR)");
      for (int row = 0; row < 4000; row += 100) {
        write(
            pool,
            "INSERT INTO t SELECT x, REPEAT(RANDOM_UUID(), 50) FROM system_range(%d, %d)"
                .formatted(row, row + 99));
      }
      write(pool, "UPDATE t SET text = '' WHERE MOD(id, 20) < 10");
      DiskWatch disk = nothingWatched();
      disk.watch(() -> new Disk.Room(free.get(), 1000 * mib), new DiskReserve(4 * mib));
      H2Upkeep upkeep = upkeep(pool, disk);
      upkeep.round();
      free.set(4 * mib - 1);
      assertThat(writtenBy(upkeep, pool)).isZero();
      free.set(4 * mib);
      assertThat(writtenBy(upkeep, pool)).isBetween(mib / 4, 2 * mib);
    }
  }

  /** How many bytes one round has moved: they reach the file with the next. */
  private static long writtenBy(H2Upkeep upkeep, HikariDataSource pool) throws SQLException {
    long before = FullDisk.written();
    upkeep.round();
    write(pool, "CHECKPOINT SYNC");
    return FullDisk.written() - before;
  }

  /** With one connection, so that it shows whether it was renewed. */
  private static HikariDataSource pool(Path directory) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:" + FullDisk.SCHEME + ":" + directory.resolve("upkeep")
        + ";WRITE_DELAY=0;RETENTION_TIME=0;TRACE_LEVEL_FILE=0");
    pool.setMaximumPoolSize(1);
    return pool;
  }

  /** The pool closes connections on a thread of its own; the file is closed with the last of them. */
  private static MVStore store(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return H2Store.of(connection).orElseThrow();
    }
  }

  private static void write(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private H2Upkeep upkeep(HikariDataSource pool, DiskWatch disk) {
    return new H2Upkeep(new Database(pool, Runnable::run), disk, journal, fails::set);
  }

  private static DiskWatch nothingWatched() {
    return new DiskWatch(() -> 0);
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
