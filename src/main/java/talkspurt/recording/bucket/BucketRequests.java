package talkspurt.recording.bucket;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import talkspurt.recording.BucketSettings;

/** Asks a bucket of an S3-compatible service; all requests are signed. Thread-safe. */
final class BucketRequests {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** As much as is put at once, 5 GiB, at 1 MiB/s. */
  private static final Duration PUT_TIMEOUT = Duration.ofMinutes(90);

  private final BucketSettings settings;
  private final AwsSigner signer;
  private final HttpClient client;
  private final InstantSource clock;

  BucketRequests(BucketSettings settings, InstantSource clock) {
    this.settings = settings;
    this.signer = new AwsSigner(settings.region(), settings.accessKey(), settings.secret());
    this.clock = clock;
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  /**
   * A request.
   *
   * @param name of a file as it is called in the folder; empty: of the bucket itself
   * @param query names and values behind the question mark
   */
  record Question(
      String method, String name, SortedMap<String, String> query, Map<String, String> headers) {

    /** Of a file. */
    static Question of(String method, String name) {
      return new Question(method, name, new TreeMap<>(), Map.of());
    }

    /** Of the bucket. */
    static Question ofBucket(String method) {
      return of(method, "");
    }

    /** The same with one more behind the question mark. */
    Question with(String key, String value) {
      SortedMap<String, String> more = new TreeMap<>(query);
      more.put(key, value);
      return new Question(method, name, more, headers);
    }

    /** The same with these headers. */
    Question headed(Map<String, String> all) {
      return new Question(method, name, query, all);
    }
  }

  /** Where files of this name, or with names that begin so, are in the bucket. */
  String key(String name) {
    return settings.prefix() + name;
  }

  /** What a file is called in the folder, by its key; only for keys with our prefix. */
  String name(String key) {
    return key.substring(settings.prefix().length());
  }

  /** Whether it is a key with our prefix. */
  boolean isOurs(String key) {
    return key.startsWith(settings.prefix());
  }

  /** Asks without a body. */
  CompletionStage<HttpResponse<byte[]>> ask(Question question) {
    return ask(question, AwsSigner.EMPTY_SHA256, BodyPublishers.noBody(), ANSWER_TIMEOUT);
  }

  /**
   * Asks with a body.
   *
   * @param sha256 of the body, in hexadecimal digits
   */
  CompletionStage<HttpResponse<byte[]>> ask(Question question, String sha256, BodyPublisher body) {
    return ask(question, sha256, body, PUT_TIMEOUT);
  }

  private CompletionStage<HttpResponse<byte[]>> ask(
      Question question, String sha256, BodyPublisher body, Duration within) {
    String authority = settings.endpoint().getAuthority();
    String host = settings.pathStyle() ? authority : settings.bucket() + "." + authority;
    String key = question.name().isEmpty() ? "" : key(question.name());
    String path = AwsSigner.encodedPath(
        settings.pathStyle() ? "/" + settings.bucket() + "/" + key : "/" + key);
    URI uri = URI.create(settings.endpoint().getScheme() + "://" + host + path
        + (question.query().isEmpty() ? "" : "?" + AwsSigner.queryText(question.query())));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(within).method(question.method(), body);
    signer
        .signed(
            question.method(),
            host,
            path,
            question.query(),
            question.headers(),
            sha256,
            clock.instant())
        .forEach(request::header);
    return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).exceptionally(failure -> {
      throw new CompletionException(new BucketException(
          question.method() + " to " + uri.getAuthority() + ": " + why(cause(failure))));
    });
  }

  private static String why(Throwable failure) {
    if (failure instanceof ConnectException) {
      return "cannot connect";
    }
    return failure instanceof HttpTimeoutException
        ? "no answer in time"
        : String.valueOf(failure.getMessage());
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** An answer of this status; fails with a {@link BucketException} where it is another. */
  static HttpResponse<byte[]> expect(HttpResponse<byte[]> answer, int status) {
    if (answer.statusCode() == status) {
      return answer;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    throw new CompletionException(new BucketException(
        answer.statusCode(),
        answer.request().method() + " is answered " + answer.statusCode() + " " + tag(body, "Code")
            + " " + tag(body, "Message")));
  }

  /** Of an error, for people. */
  private static String tag(String body, String name) {
    int from = body.indexOf("<" + name + ">");
    int until = body.indexOf("</" + name + ">");
    return from < 0 || until < from ? "" : body.substring(from + name.length() + 2, until);
  }
}
