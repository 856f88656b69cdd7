package talkspurt.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that a call start hands out for the line of its call: until when it is valid, and the HMAC-SHA-256 of
 * that and of the call's id, in Base64 for URLs. All nodes of one key take each other's. A node takes each
 * token once. Thread-safe.
 */
public final class LineTokens {

  static final String ALGORITHM = "HmacSHA256";

  /** Keeps these from being taken for anything else that may be signed by the same secret. */
  private static final byte[] PURPOSE = "talkspurt line".getBytes(StandardCharsets.US_ASCII);

  private static final int MAC_BYTES = 32;
  private static final int TOKEN_BYTES = Long.BYTES + MAC_BYTES;

  /** The tokens themselves, without what differs in how they are written. */
  private record Used(UUID call, long expiresAt) {}

  /** What there is to say of a token. */
  public enum Verdict {
    /** It is one of the call, and was not shown before. */
    VALID,
    /** None was shown. */
    MISSING,
    /** It is not for this call. */
    WRONG,
    /** It was shown too late. */
    EXPIRED,
    /** It was shown before. */
    USED
  }

  private final SecretKeySpec key;
  private final long validForMs;
  private final InstantSource clock;

  /** Those that could be shown again. */
  private final Set<Used> used = new HashSet<>();

  private LineTokens(SecretKeySpec key, long validForMs, InstantSource clock) {
    this.key = key;
    this.validForMs = validForMs;
    this.clock = clock;
  }

  /** Those of these settings; without a key, by a random one. */
  public static LineTokens create(LineTokenSettings settings, InstantSource clock) {
    return new LineTokens(
        settings.key().orElseGet(LineTokens::random), settings.validFor().toMillis(), clock);
  }

  private static SecretKeySpec random() {
    byte[] bytes = new byte[MAC_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  /** A new one: 54 letters, digits, '-' and '_'. */
  public String make(UUID call) {
    long expiresAt = clock.millis() + validForMs;
    ByteBuffer token =
        ByteBuffer.allocate(TOKEN_BYTES).putLong(expiresAt).put(mac(call, expiresAt));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /**
   * A line shows a token; from now on it is used.
   *
   * @param token as it was shown, or empty
   */
  public Verdict use(UUID call, String token) {
    if (token.isEmpty()) {
      return Verdict.MISSING;
    }
    byte[] bytes = bytes(token);
    if (bytes.length != TOKEN_BYTES) {
      return Verdict.WRONG;
    }
    ByteBuffer shown = ByteBuffer.wrap(bytes);
    long expiresAt = shown.getLong();
    byte[] mac = new byte[MAC_BYTES];
    shown.get(mac);
    if (!MessageDigest.isEqual(mac, mac(call, expiresAt))) {
      return Verdict.WRONG;
    }
    long now = clock.millis();
    if (expiresAt <= now) {
      return Verdict.EXPIRED;
    }
    return first(new Used(call, expiresAt), now) ? Verdict.VALID : Verdict.USED;
  }

  private static byte[] bytes(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException unreadable) {
      return new byte[0];
    }
  }

  private synchronized boolean first(Used token, long now) {
    used.removeIf(old -> old.expiresAt() <= now);
    return used.add(token);
  }

  private byte[] mac(UUID call, long expiresAt) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(PURPOSE);
      mac.update(ByteBuffer.allocate(3 * Long.BYTES)
          .putLong(call.getMostSignificantBits())
          .putLong(call.getLeastSignificantBits())
          .putLong(expiresAt)
          .flip());
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
