package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.control.ProfileVersion.Change;
import talkspurt.control.ProfileVersions.InForce;

class ProfileVersionsTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private static InForce version(String version, Map<String, String> settings) {
    return new InForce(version, new TreeMap<>(settings));
  }

  private static void put(ProfileVersions versions, int minute, String profile, InForce now) {
    Node.answer(versions.inForce(NOON.plusSeconds(60L * minute), Map.of(profile, now)));
  }

  @ParameterizedTest
  @EnumSource
  void eachChangeIsKeptWithItsTimeAndOverAStart(TestDatabase.Product product) {
    Config database = product.make("versions_kept");
    InForce first = version("a", Map.of("kept", "1", "changed", "x \"y\"\n", "gone", "1"));
    InForce second = version("b", Map.of("kept", "1", "changed", "ü", "new", "1"));
    try (Node node = Node.start(database)) {
      ProfileVersions versions = ProfileVersions.of(node.system);
      assertThat(Node.answer(versions.of("sales", 9))).isEmpty();
      put(versions, 0, "sales", first);
      put(versions, 1, "sales", first);
      put(versions, 1, "other", second);
    }
    try (Node node = Node.start(database)) {
      ProfileVersions versions = ProfileVersions.of(node.system);
      put(versions, 2, "sales", second);
      put(versions, 3, "sales", first);
      List<ProfileVersion> all = Node.answer(versions.of("sales", 9));
      assertThat(all).extracting(ProfileVersion::version).containsExactly("a", "b", "a");
      assertThat(all.get(1))
          .isEqualTo(new ProfileVersion(
              "b",
              NOON.plusSeconds(120),
              List.of(
                  new Change("changed", Optional.of("x \"y\"\n"), Optional.of("ü")),
                  new Change("gone", Optional.of("1"), Optional.empty()),
                  new Change("new", Optional.empty(), Optional.of("1")))));
      assertThat(all.get(2)).isEqualTo(new ProfileVersion("a", NOON, List.of()));
      assertThat(Node.answer(versions.of("sales", 1)))
          .as("the change of the last one told is known")
          .containsExactly(all.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatSeveralNodesToldIsOneAndOldOnesAreForgotten(TestDatabase.Product product) {
    Config database = product.make("versions_told");
    try (Node node = Node.start(database)) {
      ProfileVersions versions = ProfileVersions.of(node.system);
      Database.of(node.system).transactNow(connection -> {
        for (int row = 0; row < 520; row++) {
          try (PreparedStatement insert = connection.prepareStatement(
              "INSERT INTO profile_versions (profile, version, in_force_at, settings)"
                  + " VALUES ('sales', '" + row / 2 + "', CURRENT_TIMESTAMP, '{}')")) {
            insert.executeUpdate();
          }
        }
        return null;
      });
      assertThat(Node.answer(versions.of("sales", 3)))
          .extracting(ProfileVersion::version)
          .containsExactly("259", "258", "257");
      put(versions, 0, "sales", version("new", Map.of()));
      int left = Database.of(node.system).transactNow(connection -> {
        try (var rows =
            connection.prepareStatement("SELECT COUNT(*) FROM profile_versions").executeQuery()) {
          rows.next();
          return rows.getInt(1);
        }
      });
      assertThat(left).isEqualTo(500);
    } finally {
    }
  }
}
