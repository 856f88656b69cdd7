package talkspurt.control;

import com.typesafe.config.Config;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import talkspurt.fake.SharedPostgres;

/** A database of each product, with the tables of Talkspurt in it or ready to be made. */
final class TestDatabase {

  /** Each that calls may be kept in. */
  enum Product {
    H2 {
      @Override
      Config make(String name) {
        return NodeConfig.h2Memory(name);
      }
    },
    POSTGRES {
      @Override
      Config make(String name) {
        try {
          return postgres(name);
        } catch (SQLException notMade) {
          throw new IllegalStateException(notMade);
        }
      }
    };

    /** Makes an empty database, by a name that no other test has. */
    abstract Config make(String name);
  }

  private TestDatabase() {}

  /** In a file, as by default. */
  static Config h2(Path directory) {
    return NodeConfig.h2File(directory);
  }

  /** A new one of {@link SharedPostgres}, without tables, by a name that no other test has. */
  static Config postgres(String name) throws SQLException {
    EmbeddedPostgres server = SharedPostgres.server();
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
