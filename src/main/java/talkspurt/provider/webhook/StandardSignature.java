package talkspurt.provider.webhook;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import talkspurt.provider.transport.Secret;

/**
 * Signs webhooks as Standard Webhooks has it: {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature:
 * v1,<HMAC-SHA256 of "id.timestamp.body" in Base64>}, by each of several secrets while one takes the place of another.
 */
public final class StandardSignature {

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST_KEY = 24;
  private static final int LONGEST_KEY = 64;

  private final List<byte[]> keys;

  private StandardSignature(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * By these secrets, one at least, each {@code whsec_} and the Base64 of 24 to 64 bytes.
   *
   * @throws IllegalArgumentException that begins with {@code secret} where one is none
   */
  public static StandardSignature of(List<Secret> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("secret is missing; allowed: secret-env or secret-file");
    }
    return new StandardSignature(secrets.stream().map(StandardSignature::key).toList());
  }

  private static byte[] key(Secret secret) {
    String text = secret.text();
    String encoded = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    byte[] key;
    try {
      key = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException noBase64) {
      key = new byte[0];
    }
    if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
      throw new IllegalArgumentException("secret is no key of Standard Webhooks; allowed: " + PREFIX
          + " and the Base64 of " + SHORTEST_KEY + " to " + LONGEST_KEY
          + " random bytes (echo whsec_$(openssl rand -base64 32))");
    }
    return key;
  }

  /** A request with this body, JSON, sent at this time. */
  public HttpRequest post(URI url, String id, Instant at, String body) {
    return HttpRequest.POST(url.toString())
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body))
        .addHeader(RawHeader.create("webhook-id", id))
        .addHeader(RawHeader.create("webhook-timestamp", Long.toString(at.getEpochSecond())))
        .addHeader(RawHeader.create("webhook-signature", of(id, at, body)));
  }

  /** The signatures, with blanks between them. */
  String of(String id, Instant at, String body) {
    String signed = id + "." + at.getEpochSecond() + "." + body;
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(Hmac.sha256(key, signed)))
        .collect(Collectors.joining(" "));
  }

  /** What tells these keys from others, without telling them. */
  @Override
  public String toString() {
    return "StandardSignature[" + keys.size() + " keys]";
  }
}
