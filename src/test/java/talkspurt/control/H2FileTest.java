package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2's file by itself: H2 2.5.252 loses what it committed when its process is killed, 2.4.240 does not. */
class H2FileTest {

  private static final int COMMITS = 120;
  private static final int MAX_CHARS = 8000;
  private static final int ROUNDS = 12;
  private static final int WRITERS = 4;

  @Test
  void whatIsCommittedIsFoundAfterAKill(@TempDir Path directory) throws SQLException, IOException {
    Path file = directory.resolve("talkspurt.mv.db");
    Path killed = directory.resolve("killed.mv.db");
    Random random = new Random(1);
    // without a time to keep old chunks, so that new ones fill gaps of the file at once
    String url = address(file) + ";WRITE_DELAY=0;RETENTION_TIME=0";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INT PRIMARY KEY, x VARCHAR)");
      for (int row = 1; row <= COMMITS; row++) {
        statement.execute("INSERT INTO t VALUES (" + row + ", " + text(random) + ")");
        if (row % 3 == 0) {
          int changed = 1 + random.nextInt(row);
          statement.execute("UPDATE t SET x = " + text(random) + " WHERE id = " + changed);
        }
        if (row % 4 == 0) {
          Files.copy(file, killed, StandardCopyOption.REPLACE_EXISTING);
          assertThat(rows(killed)).isEqualTo(row);
        }
      }
    }
  }

  /** By default it is a sixteenth of the heap, and calls fill it within an hour. */
  @Test
  void theProductsSettingsKeepLittleOfTheFileInMemory(@TempDir Path directory) throws SQLException {
    String url = NodeConfig.h2File(directory)
        .getString("akka-persistence-jdbc.shared-databases.slick.db.url");
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet mebibytes =
            statement.executeQuery("SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                + " WHERE SETTING_NAME = 'info.CACHE_MAX_SIZE'")) {
      assertThat(mebibytes.next()).isTrue();
      assertThat(mebibytes.getInt(1)).isEqualTo(16);
    }
  }

  /** Another program fills the disk while several connections write. */
  @Test
  void whatIsAcknowledgedSurvivesAFullDisk(@TempDir Path directory)
      throws SQLException, InterruptedException {
    FullDisk.mount();
    Path file = directory.resolve("talkspurt.mv.db");
    String url = address(file).replace("jdbc:h2:file:", "jdbc:h2:" + FullDisk.SCHEME + ":")
        + ";WRITE_DELAY=0;RETENTION_TIME=0";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INT PRIMARY KEY, x VARCHAR)");
    }
    AtomicInteger ids = new AtomicInteger();
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < ROUNDS; round++) {
      CountDownLatch busy = new CountDownLatch(WRITERS * 5);
      List<Thread> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        Thread thread = new Thread(() -> writeUntilFull(url, ids, acknowledged, busy));
        thread.start();
        writers.add(thread);
      }
      busy.await();
      FullDisk.fill();
      for (Thread writer : writers) {
        writer.join();
      }
      FullDisk.makeRoom();
    }
    assertThat(FullDisk.refused()).as("writes that met a full disk").isPositive();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM t")) {
      Set<Integer> kept = new HashSet<>();
      while (rows.next()) {
        kept.add(rows.getInt(1));
      }
      assertThat(kept).containsAll(acknowledged);
    }
  }

  private static void writeUntilFull(
      String url, AtomicInteger ids, Set<Integer> acknowledged, CountDownLatch busy) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      while (true) {
        int id = ids.incrementAndGet();
        statement.execute("INSERT INTO t VALUES (" + id + ", " + text(new Random(id)) + ")");
        CommittedWrites.await(connection);
        acknowledged.add(id);
        busy.countDown();
      }
    } catch (SQLException full) {
      // the latch goes down whatever one writer meets
      while (busy.getCount() > 0) {
        busy.countDown();
      }
    }
  }

  private static String text(Random random) {
    return "REPEAT('x', " + random.nextInt(MAX_CHARS) + ")";
  }

  private static int rows(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection(address(file) + ";IFEXISTS=TRUE");
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      count.next();
      return count.getInt(1);
    }
  }

  private static String address(Path file) {
    return "jdbc:h2:file:" + file.toString().replace(".mv.db", "");
  }
}
