package talkspurt.provider.webhook;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import talkspurt.provider.transport.Secret;

/**
 * Signs bodies, so that the user's service knows that they come from us, and when: {@code
 * t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>}.
 */
record Signature(Secret secret, InstantSource clock) {

  /** The header it stands in. */
  static final String HEADER = "X-Talkspurt-Signature";

  String of(String body) {
    long at = clock.instant().getEpochSecond();
    byte[] digest = Hmac.sha256(secret.text().getBytes(StandardCharsets.UTF_8), at + "." + body);
    return "t=" + at + ",v1=" + HexFormat.of().formatHex(digest);
  }
}
