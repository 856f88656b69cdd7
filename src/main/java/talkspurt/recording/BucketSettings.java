package talkspurt.recording;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The bucket that recordings are brought to. The secret is never printed.
 *
 * @param endpoint of the service: {@code http} or {@code https}, a host, and a port where it is not that of the scheme
 * @param bucket its name
 * @param region that requests are signed for
 * @param prefix before the names of all files; empty, or ends with a slash
 * @param pathStyle whether the bucket's name stands in the path, and not before the host
 * @param accessKey who asks
 * @param secret of theirs
 * @param deleteLocalAfter how long a file stays on the node's disk once it is in the bucket; empty: it stays
 * @param partMib longer files are brought in parts of so many MiB: 5 to 5120, which is what S3 takes
 */
public record BucketSettings(
    URI endpoint,
    String bucket,
    String region,
    String prefix,
    boolean pathStyle,
    String accessKey,
    String secret,
    Optional<Duration> deleteLocalAfter,
    int partMib) {

  private static final String NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
  private static final int MAX_DAYS = 3650;
  private static final int MIN_PART_MIB = 5;
  private static final int MAX_PART_MIB = 5 << 10;

  public BucketSettings {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!http || endpoint.getHost() == null || !endpoint.getPath().isEmpty()) {
      throw new IllegalArgumentException(
          "endpoint is '" + endpoint + "'; allowed: http:// or https://, a host and a port");
    }
    if (!bucket.matches(NAME)) {
      throw new IllegalArgumentException(
          "bucket is '" + bucket + "'; allowed: 3 to 63 lower-case letters, digits, '-' and '.'");
    }
    if (region.isBlank()) {
      throw new IllegalArgumentException("region is empty; allowed: such as us-east-1");
    }
    if (!prefix.isEmpty() && (prefix.startsWith("/") || !prefix.endsWith("/"))) {
      throw new IllegalArgumentException("prefix is '" + prefix
          + "'; allowed: empty, or a text that ends with '/' and does not begin with it");
    }
    if (deleteLocalAfter.isPresent()) {
      within(
          "delete-local-after",
          deleteLocalAfter.get(),
          0,
          Duration.ofDays(MAX_DAYS).toMillis());
    }
    within("multipart-mib", partMib, MIN_PART_MIB, MAX_PART_MIB);
  }

  /** Where a file is, for people. */
  public String place(String name) {
    return "s3://" + bucket + "/" + prefix + name;
  }

  @Override
  public String toString() {
    return place("") + " at " + endpoint;
  }
}
