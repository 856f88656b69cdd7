package talkspurt.control;

import com.typesafe.config.Config;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.opentest4j.TestAbortedException;

/** A database of each product, with the tables of Talkspurt in it or ready to be made. */
final class TestDatabase {

  /** Each that calls may be kept in. */
  enum Product {
    H2 {
      @Override
      Server start(String name) {
        return new Server(NodeConfig.h2Memory(name), () -> {});
      }
    },
    POSTGRES {
      @Override
      Server start(String name) {
        try {
          EmbeddedPostgres postgres = startPostgres();
          return new Server(postgres(postgres, name), postgres);
        } catch (SQLException notStarted) {
          throw new IllegalStateException(notStarted);
        }
      }
    };

    /** Makes an empty one. */
    abstract Server start(String name);
  }

  /** One that runs, and how a node finds it. */
  record Server(Config config, Closeable running) {
    void close() {
      try {
        running.close();
      } catch (IOException notStopped) {
        throw new UncheckedIOException(notStopped);
      }
    }
  }

  private TestDatabase() {}

  /** A server of its own; where none can be started, the tests that need one say that they are skipped. */
  static EmbeddedPostgres startPostgres() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException | IllegalStateException cannot) {
      throw new TestAbortedException("no PostgreSQL can be started here: " + cannot, cannot);
    }
  }

  /** In a file, as by default. */
  static Config h2(Path directory) {
    return NodeConfig.h2File(directory);
  }

  /** A new one, without tables. */
  static Config postgres(EmbeddedPostgres server, String name) throws SQLException {
    try (Connection admin = server.getPostgresDatabase().getConnection()) {
      run(admin, "CREATE DATABASE " + name);
    }
    return NodeConfig.postgres(server.getPort(), name);
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = TestDatabase.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
