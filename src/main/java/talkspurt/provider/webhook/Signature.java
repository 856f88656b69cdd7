package talkspurt.provider.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import talkspurt.provider.transport.Secret;

/**
 * Signs bodies, so that the user's service knows that they come from us, and when: {@code
 * t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>}.
 */
record Signature(Secret secret, InstantSource clock) {

  /** The header it stands in. */
  static final String HEADER = "X-Talkspurt-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  String of(String body) {
    long at = clock.instant().getEpochSecond();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] digest = mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8));
      return "t=" + at + ",v1=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
