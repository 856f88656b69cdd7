package talkspurt.control;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The lease in PostgreSQL, through a connection of its own: the journal's pool may be exhausted, and
 * a node must not look dead then.
 */
final class PostgresLease implements ClusterLease {

  /** How long an answer is waited for; a good part of the shortest lease. */
  private static final String SECONDS = "3";

  private static final String LOOK = "SELECT incarnation, renewals, members FROM cluster_lease";
  private static final String FOUND = "INSERT INTO cluster_lease"
      + " (incarnation, renewals, members, founder, founded_at, renewed_at)"
      + " VALUES (?, 0, ?, ?, now(), now()) ON CONFLICT DO NOTHING";
  private static final String FOUND_ANEW = "UPDATE cluster_lease SET incarnation = ?, renewals = 0,"
      + " members = ?, founder = ?, founded_at = now(), renewed_at = now()"
      + " WHERE incarnation = ? AND renewals = ?";
  private static final String RENEW = "UPDATE cluster_lease SET renewals = renewals + 1,"
      + " members = ?, renewed_at = now() WHERE incarnation = ?";
  private static final String LEAVE = "UPDATE cluster_lease SET renewals = renewals + 1,"
      + " members = array_remove(members, ?) WHERE incarnation = ?";
  private static final String HOLDS = "SELECT 1 FROM cluster_lease WHERE incarnation = ?";

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final Schema.Access access;
  private Connection open;

  PostgresLease(Schema.Access access) {
    this.access = access;
  }

  /**
   * Whether this cluster holds the lease, asked in the transaction that writes for it: what a cluster
   * writes after another was founded is not kept.
   */
  static boolean holds(Connection writing, String incarnation) throws SQLException {
    try (PreparedStatement question = writing.prepareStatement(HOLDS)) {
      question.setString(1, incarnation);
      try (ResultSet row = question.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public Optional<LeaseRow> look() {
    return ask(connection -> {
      try (PreparedStatement question = connection.prepareStatement(LOOK);
          ResultSet row = question.executeQuery()) {
        return row.next()
            ? Optional.of(new LeaseRow(row.getString(1), row.getLong(2), texts(row.getArray(3))))
            : Optional.empty();
      }
    });
  }

  @Override
  public boolean found(Optional<LeaseRow> seen, String incarnation, String founder) {
    return ask(connection -> {
      try (PreparedStatement take =
          connection.prepareStatement(seen.isPresent() ? FOUND_ANEW : FOUND)) {
        take.setString(1, incarnation);
        take.setArray(2, array(connection, List.of(founder)));
        take.setString(3, founder);
        if (seen.isPresent()) {
          take.setString(4, seen.get().incarnation());
          take.setLong(5, seen.get().renewals());
        }
        return take.executeUpdate() == 1;
      }
    });
  }

  @Override
  public boolean renew(String incarnation, List<String> members) {
    return ask(connection -> {
      try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
        renew.setArray(1, array(connection, members));
        renew.setString(2, incarnation);
        return renew.executeUpdate() == 1;
      }
    });
  }

  @Override
  public void leave(String incarnation, String member) {
    ask(connection -> {
      try (PreparedStatement leave = connection.prepareStatement(LEAVE)) {
        leave.setString(1, member);
        leave.setString(2, incarnation);
        return leave.executeUpdate();
      }
    });
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      try {
        open.close();
      } catch (SQLException alreadyGone) {
        // nothing is lost with it: each statement was a transaction
      }
      open = null;
    }
  }

  private synchronized <T> T ask(Work<T> work) {
    try {
      if (open == null) {
        open = connect();
      }
      return work.with(open);
    } catch (SQLException fault) {
      close();
      throw DatabaseFault.of(access.url(), fault);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", access.user());
    if (access.password() != null) {
      properties.setProperty("password", access.password());
    }
    properties.setProperty("socketTimeout", SECONDS);
    return DriverManager.getConnection(access.url(), properties);
  }

  private static Array array(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private static List<String> texts(Array array) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object text : (Object[]) array.getArray()) {
      texts.add((String) text);
    }
    return texts;
  }
}
