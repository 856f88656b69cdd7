package talkspurt.boot.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import talkspurt.provider.transport.Secret;
import talkspurt.recording.BucketSettings;

/** Reads where recordings are kept besides the folder. */
final class BucketReader {

  private static final String KIND = "kind";
  private static final String[] KEYS = {
    "kind",
    "endpoint",
    "bucket",
    "region",
    "prefix",
    "path-style",
    "access-key-env",
    "access-key-file",
    "secret-key-env",
    "secret-key-file",
    "delete-local-after",
    "multipart-mib"
  };
  private static final String DELETE = "delete-local-after";
  private static final String NEVER = "never";

  private BucketReader() {}

  /** Empty where they stay in the folder. */
  static Optional<BucketSettings> bucket(ConfigSection block, Map<String, String> environment) {
    block.only(KEYS);
    String kind = block.text(KIND);
    String endpoint = block.text("endpoint");
    String bucket = block.text("bucket");
    String region = block.text("region");
    String prefix = block.text("prefix");
    boolean pathStyle = block.flag("path-style");
    Optional<Duration> deleteAfter =
        block.text(DELETE).equals(NEVER) ? Optional.empty() : Optional.of(block.duration(DELETE));
    int partMib = block.number("multipart-mib");
    Optional<Secret> accessKey = SecretReader.secret(block, "access-key", environment);
    Optional<Secret> secretKey = SecretReader.secret(block, "secret-key", environment);
    if (kind.equals("folder")) {
      return Optional.empty();
    }
    if (!kind.equals("s3")) {
      throw new IllegalArgumentException("kind is '" + kind + "'; allowed: folder, s3");
    }
    return Optional.of(new BucketSettings(
        uri(endpoint.isEmpty() ? "https://s3." + region + ".amazonaws.com" : endpoint),
        bucket,
        region,
        prefix,
        pathStyle,
        needed("access-key", accessKey),
        needed("secret-key", secretKey),
        deleteAfter,
        partMib));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "endpoint is '" + text + "'; allowed: http:// or https://, a host and a port");
    }
  }

  private static String needed(String name, Optional<Secret> secret) {
    return secret
        .map(Secret::text)
        .orElseThrow(() -> new IllegalArgumentException(
            name + " is missing; allowed: one of " + name + "-env, " + name + "-file"));
  }
}
