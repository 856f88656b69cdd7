package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a PostgreSQL is, and how long it is waited for.
 *
 * @param hosts as {@code host:port}; of several, the one that takes writes
 * @param name of the database
 * @param user who reads and writes rows, and makes the tables unless they are only checked
 * @param tls as of PostgreSQL's own {@code sslmode}
 * @param tlsRootFile whose certificates are believed, for {@code verify-ca} and {@code verify-full}
 * @param connections how many at most; as many threads wait for them
 * @param connectTimeout how long a connection is waited for
 * @param answerTimeout after how long a server that does not answer counts as gone
 * @param preparedStatements whether statements are prepared on the server
 */
public record PostgresSettings(
    List<String> hosts,
    String name,
    String user,
    String tls,
    Optional<String> tlsRootFile,
    int connections,
    Duration connectTimeout,
    Duration answerTimeout,
    PreparedStatements preparedStatements) {

  /** What the address says where statements are not to be prepared on the server. */
  private static final String UNPREPARED = "&prepareThreshold=0";

  private static final List<String> TLS =
      List.of("disable", "prefer", "require", "verify-ca", "verify-full");

  public PostgresSettings {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("hosts is empty; allowed: at least one host:port");
    }
    hosts.forEach(PostgresSettings::hostAndPort);
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is empty; allowed: the name of a database");
    }
    if (user.isBlank()) {
      throw new IllegalArgumentException("user is empty; allowed: the name of a user");
    }
    if (!TLS.contains(tls)) {
      throw new IllegalArgumentException("tls is '" + tls + "'; allowed: " + TLS);
    }
    within("connections", connections, 2, 200);
    within("connect-timeout", connectTimeout, 1000, 60_000);
    within("answer-timeout", answerTimeout, 1000, 300_000);
  }

  private static void hostAndPort(String host) {
    if (!host.matches("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}")) {
      throw new IllegalArgumentException("hosts has '" + host + "'; allowed: host:port");
    }
  }

  /** The address as JDBC wants it, without user and password. */
  public String url() {
    StringBuilder url = new StringBuilder("jdbc:postgresql://")
        .append(String.join(",", hosts))
        .append('/')
        .append(encoded(name))
        .append("?ApplicationName=talkspurt&reWriteBatchedInserts=true&tcpKeepAlive=true")
        // else errors tell the values of the row, which callers may have said
        .append("&logServerErrorDetail=false")
        .append("&sslmode=")
        .append(tls)
        .append("&connectTimeout=")
        .append(connectTimeout.toSeconds())
        .append("&loginTimeout=")
        .append(connectTimeout.toSeconds());
    if (hosts.size() > 1) {
      url.append("&targetServerType=primary");
    }
    if (preparedStatements == PreparedStatements.OFF) {
      url.append(UNPREPARED);
    }
    tlsRootFile.ifPresent(file -> url.append("&sslrootcert=").append(encoded(file)));
    return url.toString();
  }

  /** An address of ours, for a server behind a pooler. */
  public static String unprepared(String url) {
    return url + UNPREPARED;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
