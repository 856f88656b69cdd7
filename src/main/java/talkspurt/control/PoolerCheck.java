package talkspurt.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Finds out whether a pooler such as PgBouncer is between us and PostgreSQL: whoever answers the
 * connection then names another process than the one that answers its statements. In transaction mode
 * statements of one connection go to different processes, of which none knows what another prepared.
 */
public final class PoolerCheck {

  private static final String ANSWER_WITHIN_SECONDS = "5";

  private PoolerCheck() {}

  /**
   * Looks, over a connection of its own; waits for it as long as the address says.
   *
   * @param url without user and password
   * @return false also where the database cannot be reached: the start tells of that
   */
  public static boolean behindPooler(String url, String user, String password) {
    Properties properties = new Properties();
    properties.setProperty(PGProperty.USER.getName(), user);
    properties.setProperty(PGProperty.PASSWORD.getName(), password);
    properties.setProperty(PGProperty.SOCKET_TIMEOUT.getName(), ANSWER_WITHIN_SECONDS);
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    } catch (SQLException unreachable) {
      return false;
    }
  }
}
