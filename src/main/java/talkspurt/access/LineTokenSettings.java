package talkspurt.access;

import static talkspurt.settings.Bounds.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens of lines over WebSockets.
 *
 * @param required whether a line has to show one
 * @param key what they are signed by, the same on all nodes; empty: one of this process alone
 * @param validFor how long after it was made a token can be shown, 1 s to 1 h
 */
public record LineTokenSettings(boolean required, Optional<SecretKeySpec> key, Duration validFor) {

  private static final int MAX_VALID_MS = 3_600_000;

  public LineTokenSettings {
    within("valid-for", validFor, 1000, MAX_VALID_MS);
  }

  /** No line has to show one. */
  public static LineTokenSettings none() {
    return new LineTokenSettings(false, Optional.empty(), Duration.ofMinutes(1));
  }

  /**
   * The key that a secret is.
   *
   * @throws IllegalArgumentException when it is short enough to be tried out
   */
  public static SecretKeySpec key(String secret) {
    if (secret.length() < ApiToken.LEAST_CHARACTERS) {
      throw new IllegalArgumentException("the secret has " + secret.length()
          + " characters; allowed: " + ApiToken.LEAST_CHARACTERS + " or more");
    }
    return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), LineTokens.ALGORITHM);
  }
}
