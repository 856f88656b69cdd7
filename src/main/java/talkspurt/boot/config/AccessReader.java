package talkspurt.boot.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import talkspurt.access.AccessSettings;
import talkspurt.access.ApiToken;
import talkspurt.access.ApiTokens;
import talkspurt.access.LineTokenSettings;
import talkspurt.access.Network;
import talkspurt.access.Role;
import talkspurt.provider.transport.Secret;

/** Reads the block {@code access}. */
final class AccessReader {

  private AccessReader() {}

  /**
   * Reads it.
   *
   * @param onlyHere whether nobody but this machine reaches the node
   * @param alone whether the node is the only one
   */
  static AccessSettings read(
      ConfigSection block, Map<String, String> environment, boolean onlyHere, boolean alone) {
    return new AccessSettings(
        block.flag("insecure"),
        block.texts("line-networks").stream().map(Network::of).toList(),
        new ApiTokens(block.sections("tokens").stream()
            .flatMap(token -> token(token, environment).stream())
            .toList()),
        block.texts("hosts"),
        block.texts("origins"),
        block
            .section("line-token")
            .check(token -> lineTokens(token, environment, onlyHere, alone)));
  }

  /** Nodes that share no secret would refuse the lines of each other's call starts. */
  private static LineTokenSettings lineTokens(
      ConfigSection block, Map<String, String> environment, boolean onlyHere, boolean alone) {
    block.only("secret-env", "secret-file", "required", "valid-for");
    Optional<SecretKeySpec> key = SecretReader.secret(block, "secret", environment)
        .map(Secret::text)
        .map(LineTokenSettings::key);
    boolean verifiable = alone || key.isPresent();
    String choice = block.text("required");
    boolean required = switch (choice) {
      case "auto" -> !onlyHere && verifiable;
      case "yes" -> true;
      case "no" -> false;
      default ->
        throw new IllegalArgumentException("required is " + choice + "; allowed: auto, yes, no");
    };
    if (required && !verifiable) {
      throw new IllegalArgumentException("required is yes, but the nodes of this cluster share no"
          + " secret; allowed: secret-env or secret-file with the same secret on each, or auto");
    }
    if (choice.equals("auto") && !onlyHere && !verifiable) {
      block.warn(
          "required",
          "is auto, but the nodes of this cluster share no secret: lines over WebSockets show no"
              + " token; allowed: secret-env or secret-file with the same secret on each, or no");
    }
    return new LineTokenSettings(required, key, block.duration("valid-for"));
  }

  /** Whether nobody but this machine brings lines or asks the API. */
  static boolean onlyHere(ConfigSection root) {
    return AccessSettings.isLoopback(host(root, "audiosocket"))
        && AccessSettings.isLoopback(host(root, "http"));
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
