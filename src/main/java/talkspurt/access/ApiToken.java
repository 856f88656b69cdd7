package talkspurt.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A token of the API. Only its SHA-256 is kept: a token is long and random, so that nobody finds it from that.
 * Immutable.
 */
public final class ApiToken {

  /** Fewer characters could be tried out. */
  public static final int LEAST_CHARACTERS = 20;

  private final String name;
  private final byte[] digest;
  private final Set<Role> roles;
  private final Set<String> profiles;

  private ApiToken(String name, byte[] digest, Set<Role> roles, Set<String> profiles) {
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "name is '" + name + "'; allowed: 1 to 64 letters, digits, '_', '.', '-'");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException(
          "roles is empty; allowed: one or more of call-start, read," + " operate, admin");
    }
    this.name = name;
    this.digest = digest.clone();
    this.roles = Set.copyOf(roles);
    this.profiles = Set.copyOf(profiles);
  }

  /**
   * A token.
   *
   * @param name who has it, for the log
   * @param profiles the profiles whose calls it is for; none: for all calls
   * @throws IllegalArgumentException when the token is short, has no role, or an unusable name
   */
  public static ApiToken of(String name, String token, Set<Role> roles, Set<String> profiles) {
    if (token.length() < LEAST_CHARACTERS) {
      throw new IllegalArgumentException("token of '" + name + "' has " + token.length()
          + " characters; allowed: " + LEAST_CHARACTERS + " or more");
    }
    return new ApiToken(name, digest(token), roles, profiles);
  }

  /**
   * The token of this SHA-256.
   *
   * @param sha256 64 hexadecimal digits
   */
  public static ApiToken ofDigest(
      String name, String sha256, Set<Role> roles, Set<String> profiles) {
    if (!sha256.matches("[0-9A-Fa-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256 is not the SHA-256 of a token; allowed: 64 hexadecimal digits");
    }
    return new ApiToken(name, HexFormat.of().parseHex(sha256), roles, profiles);
  }

  static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Takes as long whatever the digests have in common. */
  boolean is(byte[] other) {
    return MessageDigest.isEqual(digest, other);
  }

  /** Who has it. */
  public String name() {
    return name;
  }

  /** Whether it may do what this role may. */
  public boolean may(Role wanted) {
    return roles.stream().anyMatch(role -> role.covers(wanted));
  }

  /** Whether it is for calls of this profile. */
  public boolean mayUse(String profile) {
    return profiles.isEmpty() || profiles.contains(profile);
  }

  /** The profiles whose calls it is for; none: for all calls. */
  public Set<String> profiles() {
    return profiles;
  }

  @Override
  public String toString() {
    return "token " + name;
  }
}
