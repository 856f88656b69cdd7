package talkspurt.boot.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.provider.transport.Secret;

/** Reads secrets: they stand in the environment or in files, never in the settings. */
final class SecretReader {

  /** Stands in for a secret that was told to be wrong. */
  private static final Secret NONE = new Secret("stands in for a secret");

  private SecretReader() {}

  /**
   * What {@code <name>-env} or {@code <name>-file} of a block leads to; empty where neither is set. Without a name
   * the settings are {@code env} and {@code file}.
   */
  static Optional<Secret> secret(ConfigSection block, String name) {
    return secret(block, name, System.getenv());
  }

  /** The same, where it cannot be done without. */
  static Secret needed(ConfigSection block, String name, Map<String, String> environment) {
    Optional<Secret> secret = secret(block, name, environment);
    if (secret.isEmpty()) {
      block.tell(
          "needs a key; allowed: one of " + List.of(name + "-env", name + "-file") + " be set");
    }
    return secret.orElse(NONE);
  }

  /** The same, in another environment than that of the process. */
  static Optional<Secret> secret(
      ConfigSection block, String name, Map<String, String> environment) {
    String ofEnv = key(name, "env");
    String ofFile = key(name, "file");
    String env = block.text(ofEnv, "");
    String file = block.text(ofFile, "");
    if (!env.isEmpty() && !file.isEmpty()) {
      block.tell("has both " + ofEnv + " and " + ofFile + "; allowed: one of them");
      return Optional.of(NONE);
    }
    if (!env.isEmpty()) {
      return Optional.of(fromEnvironment(block, ofEnv, env, environment.get(env)));
    }
    return file.isEmpty() ? Optional.empty() : Optional.of(fromFile(block, ofFile, file));
  }

  private static String key(String name, String kind) {
    return name.isEmpty() ? kind : name + "-" + kind;
  }

  private static Secret fromEnvironment(
      ConfigSection block, String key, String variable, String value) {
    if (value == null || value.isBlank()) {
      block.tell(
          key,
          "names " + variable + ", which is " + (value == null ? "not set" : "empty")
              + "; allowed: a variable of the environment");
      return NONE;
    }
    return new Secret(value.strip());
  }

  private static Secret fromFile(ConfigSection block, String key, String file) {
    try {
      String value = Files.readString(Path.of(file)).strip();
      if (value.isEmpty()) {
        block.tell(
            key, "names " + file + ", which is empty; allowed: a file that holds the secret alone");
        return NONE;
      }
      return new Secret(value);
    } catch (IOException | InvalidPathException unreadable) {
      block.tell(
          key,
          "names " + file + ", which cannot be read; allowed: a file that holds the secret alone");
      return NONE;
    }
  }
}
