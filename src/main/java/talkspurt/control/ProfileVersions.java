package talkspurt.control;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** Which versions of profiles came into force when, in the database of the calls. Thread-safe. */
public final class ProfileVersions {

  private static final String NEWEST =
      "SELECT id, version, in_force_at, settings FROM profile_versions WHERE profile = ?"
          + " ORDER BY id DESC LIMIT ?";
  private static final String INSERT =
      "INSERT INTO profile_versions (profile, version, in_force_at, settings) VALUES (?, ?, ?, ?)";
  private static final String FORGET = "DELETE FROM profile_versions WHERE profile = ? AND id < ?";

  /** Of each profile. */
  private static final int MOST_KEPT = 500;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> SETTINGS = new TypeReference<>() {};

  /**
   * What is in force.
   *
   * @param settings each key with its value, without secrets
   */
  public record InForce(String version, SortedMap<String, String> settings) {}

  private record Row(long id, String version, Instant at, String settings) {}

  private final Database database;

  private ProfileVersions(Database database) {
    this.database = database;
  }

  /** Those of the database of this system. */
  public static ProfileVersions of(ActorSystem<?> system) {
    return new ProfileVersions(Database.of(system));
  }

  /** Keeps what is in force now, of each profile of which another version was. */
  public CompletionStage<Void> inForce(Instant at, Map<String, InForce> profiles) {
    return database.transact(connection -> {
      for (Map.Entry<String, InForce> one : profiles.entrySet()) {
        put(connection, one.getKey(), at, one.getValue());
      }
      return null;
    });
  }

  private static void put(Connection connection, String profile, Instant at, InForce now)
      throws SQLException {
    List<Row> last = newest(connection, profile, 1);
    if (!last.isEmpty() && last.get(0).version.equals(now.version())) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, profile);
      statement.setString(2, now.version());
      statement.setObject(3, SqlTimes.utc(at));
      statement.setString(4, JSON.writeValueAsString(now.settings()));
      statement.executeUpdate();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
    List<Row> kept = newest(connection, profile, MOST_KEPT);
    if (kept.size() == MOST_KEPT) {
      try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
        statement.setString(1, profile);
        statement.setLong(2, kept.get(MOST_KEPT - 1).id);
        statement.executeUpdate();
      }
    }
  }

  /** The versions of a profile, newest first, so many at most. Each that came into force twice is there twice. */
  public CompletionStage<List<ProfileVersion>> of(String profile, int most) {
    return database.transact(connection -> versions(newest(connection, profile, MOST_KEPT), most));
  }

  private static List<ProfileVersion> versions(List<Row> newestFirst, int most) {
    List<Row> rows = new ArrayList<>();
    for (Row row : newestFirst) { // several nodes may have told the same
      if (!rows.isEmpty() && rows.get(rows.size() - 1).version.equals(row.version)) {
        rows.remove(rows.size() - 1);
      }
      rows.add(row);
      if (rows.size() > most + 1) {
        break;
      }
    }
    List<ProfileVersion> versions = new ArrayList<>();
    for (int i = 0; i < Math.min(most, rows.size()); i++) {
      Row row = rows.get(i);
      versions.add(new ProfileVersion(
          row.version,
          row.at,
          i + 1 < rows.size() ? changes(rows.get(i + 1).settings, row.settings) : List.of()));
    }
    return versions;
  }

  private static List<ProfileVersion.Change> changes(String before, String after) {
    Map<String, String> old = read(before);
    Map<String, String> now = read(after);
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    return keys.stream()
        .filter(key -> !Optional.ofNullable(old.get(key)).equals(Optional.ofNullable(now.get(key))))
        .map(key -> new ProfileVersion.Change(
            key, Optional.ofNullable(old.get(key)), Optional.ofNullable(now.get(key))))
        .toList();
  }

  private static Map<String, String> read(String settings) {
    try {
      return JSON.readValue(settings, SETTINGS);
    } catch (JsonProcessingException ofAnother) {
      return Map.of();
    }
  }

  private static List<Row> newest(Connection connection, String profile, int most)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
      statement.setString(1, profile);
      statement.setInt(2, most);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(new Row(
              found.getLong(1),
              found.getString(2),
              SqlTimes.instant(found, 3).orElseThrow(),
              found.getString(4)));
        }
      }
      return rows;
    }
  }
}
