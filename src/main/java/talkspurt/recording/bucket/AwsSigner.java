package talkspurt.recording.bucket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to S3 (AWS Signature Version 4, in the header). The secret is never printed.
 *
 * @param region of the bucket
 * @param accessKey who asks
 * @param secret of theirs
 */
record AwsSigner(String region, String accessKey, String secret) {

  /** SHA-256 of nothing. */
  static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String UNRESERVED = "-._~";

  /**
   * The headers of a signed request: those that were given, but {@code host}, and what signing adds.
   *
   * @param host with the port, where it is not that of the scheme
   * @param path encoded by {@link #encoded}
   * @param query names and values, not encoded
   * @param headers that are signed
   * @param bodySha256 of the body, in hexadecimal digits
   */
  SortedMap<String, String> signed(
      String method,
      String host,
      String path,
      SortedMap<String, String> query,
      Map<String, String> headers,
      String bodySha256,
      Instant at) {
    String time = TIME.format(at);
    SortedMap<String, String> all = new TreeMap<>();
    headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value.strip()));
    all.put("host", host);
    all.put("x-amz-date", time);
    all.put("x-amz-content-sha256", bodySha256);
    String names = String.join(";", all.keySet());
    String request = String.join(
        "\n",
        method,
        path,
        queryText(query),
        all.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining()),
        names,
        bodySha256);
    String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(request)));
    byte[] key = mac(utf8("AWS4" + secret), time.substring(0, 8));
    for (String part : new String[] {region, "s3", "aws4_request"}) {
      key = mac(key, part);
    }
    all.remove("host");
    all.put(
        "authorization",
        ALGORITHM + " Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + names
            + ",Signature=" + hex(mac(key, toSign)));
    return all;
  }

  /** As it stands behind the question mark. */
  static String queryText(SortedMap<String, String> query) {
    return query.entrySet().stream()
        .map(one -> encoded(one.getKey(), "") + "=" + encoded(one.getValue(), ""))
        .collect(Collectors.joining("&"));
  }

  /** A path, its slashes left as they are. */
  static String encodedPath(String path) {
    return encoded(path, "/");
  }

  private static String encoded(String text, String also) {
    StringBuilder out = new StringBuilder();
    for (byte one : utf8(text)) {
      char c = (char) (one & 0xff);
      boolean plain = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (plain || UNRESERVED.indexOf(c) >= 0 || also.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
    }
    return out.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(utf8(text));
    } catch (GeneralSecurityException notThere) {
      throw new IllegalStateException("every JDK has SHA-256", notThere);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException notThere) {
      throw new IllegalStateException("every JDK has HmacSHA256", notThere);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "signer of " + accessKey;
  }
}
