package talkspurt.boot.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import talkspurt.access.AccessSettings;
import talkspurt.access.ApiToken;
import talkspurt.access.ApiTokens;
import talkspurt.access.Network;
import talkspurt.access.Role;
import talkspurt.provider.transport.Secret;

/** Reads the block {@code access}. */
final class AccessReader {

  private AccessReader() {}

  static AccessSettings read(ConfigSection block, Map<String, String> environment) {
    return new AccessSettings(
        block.flag("insecure"),
        block.texts("line-networks").stream().map(Network::of).toList(),
        new ApiTokens(block.sections("tokens").stream()
            .flatMap(token -> token(token, environment).stream())
            .toList()),
        block.texts("hosts"),
        block.texts("origins"));
  }

  /** Empty where it was told to be wrong. */
  private static Optional<ApiToken> token(ConfigSection block, Map<String, String> environment) {
    block.only("name", "roles", "profiles", "token-env", "token-file", "sha256");
    return block
        .faults()
        .attempt(() -> block.check(made -> {
          String name = made.text("name");
          Set<Role> roles = made.texts("roles").stream().map(Role::of).collect(Collectors.toSet());
          Set<String> profiles = Set.copyOf(made.texts("profiles", List.of()));
          if (made.has("sha256")) {
            return ApiToken.ofDigest(name, made.text("sha256"), roles, profiles);
          }
          Secret secret = SecretReader.secret(made, "token", environment)
              .orElseThrow(() -> new IllegalArgumentException(
                  "token-env is missing; allowed: one of token-env, token-file, sha256"));
          return ApiToken.of(name, secret.text(), roles, profiles);
        }));
  }

  /** A node that other machines reach starts only when it is told who may connect. */
  static void refuseOpen(ConfigSection root, AccessSettings access) {
    Set<String> told = new HashSet<>();
    for (String listener : List.of("audiosocket", "http")) { // WebSocket lines come to the API's
      String key = key(root, listener);
      access
          .missingForLines(host(root, listener))
          .filter(lines -> told.add(key))
          .ifPresent(lines -> root.tell(key, lines));
    }
    access
        .missingForApi(host(root, "http"))
        .ifPresent(missing -> root.tell(key(root, "http"), missing));
    access
        .missingForApi(root.section("operations").text("bind"))
        .ifPresent(missing -> root.tell("operations.bind", missing));
  }

  private static String host(ConfigSection root, String listener) {
    return SettingsReader.bind(root, root.section(listener));
  }

  private static String key(ConfigSection root, String listener) {
    return root.section(listener).text("bind").isEmpty() ? "bind" : listener + ".bind";
  }
}
