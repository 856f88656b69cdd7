package talkspurt.recording.bucket;

import java.io.IOException;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import talkspurt.recording.BucketSettings;

/** A bucket of an S3-compatible service: files are put, read, listed and deleted. Thread-safe. */
public final class Bucket {

  /** Longer files would have to be put in parts. */
  public static final long MAX_BYTES = 5L << 30;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** A file of the longest length, at 1 MiB/s. */
  private static final Duration PUT_TIMEOUT = Duration.ofMinutes(90);

  private static final String SHA256 = "x-amz-meta-sha256";
  private static final int MAX_PAGES = 1000;
  private static final int OK = 200;
  private static final int SOME = 206;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  private final BucketSettings settings;
  private final AwsSigner signer;
  private final HttpClient client;
  private final InstantSource clock;

  /**
   * The bucket of these settings. Nothing is asked before somebody asks.
   *
   * @param clock tells the time that requests are signed with
   */
  public Bucket(BucketSettings settings, InstantSource clock) {
    this.settings = settings;
    this.signer = new AwsSigner(settings.region(), settings.accessKey(), settings.secret());
    this.clock = clock;
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  /** What there is of a file; empty where there is none of that name. */
  CompletionStage<Optional<StoredObject>> head(String name) {
    return ask("HEAD", key(name), new TreeMap<>(), Map.of(), AwsSigner.EMPTY_SHA256, nothing())
        .thenApply(answer -> answer.statusCode() == NOT_FOUND
            ? Optional.empty()
            : Optional.of(new StoredObject(
                number(expect(answer, OK), "content-length"),
                answer.headers().firstValue(SHA256).orElse(""),
                answer.headers().firstValue("etag").orElse("").replace("\"", ""))));
  }

  private static long number(HttpResponse<byte[]> answer, String header) {
    return answer.headers().firstValueAsLong(header).orElse(-1);
  }

  /**
   * Puts a file there, in place of what may be there; the service holds the body to its checksums.
   *
   * @param sums of the file
   */
  CompletionStage<Void> put(String name, Path file, FileSums sums) throws IOException {
    Map<String, String> headers = Map.of(
        "content-md5",
        sums.md5Base64(),
        "content-type",
        "application/octet-stream",
        SHA256,
        sums.sha256());
    return ask(
            "PUT",
            key(name),
            new TreeMap<>(),
            headers,
            sums.sha256(),
            Optional.of(BodyPublishers.ofFile(file)))
        .thenAccept(answer -> expect(answer, OK));
  }

  /** Bytes of a file from a place on; fewer at its end. Fails where it is not there. */
  CompletionStage<byte[]> read(String name, long from, int count) {
    return ask(
            "GET",
            key(name),
            new TreeMap<>(),
            Map.of("range", "bytes=" + from + "-" + (from + count - 1)),
            AwsSigner.EMPTY_SHA256,
            nothing())
        .thenApply(answer -> expect(answer, SOME).body());
  }

  /** Deletes a file; what is not there is no fault. */
  CompletionStage<Void> delete(String name) {
    return ask("DELETE", key(name), new TreeMap<>(), Map.of(), AwsSigner.EMPTY_SHA256, nothing())
        .thenAccept(answer -> {
          if (answer.statusCode() != NOT_FOUND) {
            expect(answer, NO_CONTENT);
          }
        });
  }

  /** Names of all files that begin so. */
  CompletionStage<List<String>> list(String beginning) {
    return list(beginning, Optional.empty(), new ArrayList<>(), 0);
  }

  private CompletionStage<List<String>> list(
      String beginning, Optional<String> from, List<String> before, int pages) {
    SortedMap<String, String> query = new TreeMap<>();
    query.put("list-type", "2");
    query.put("prefix", settings.prefix() + beginning);
    from.ifPresent(token -> query.put("continuation-token", token));
    return ask("GET", "", query, Map.of(), AwsSigner.EMPTY_SHA256, nothing())
        .thenCompose(answer -> {
          ListedObjects page = ListedObjects.parse(expect(answer, OK).body());
          page.keys().stream()
              .filter(key -> key.startsWith(settings.prefix()))
              .map(key -> key.substring(settings.prefix().length()))
              .forEach(before::add);
          return page.next().isPresent() && pages < MAX_PAGES
              ? list(beginning, page.next(), before, pages + 1)
              : CompletableFuture.completedStage(before);
        });
  }

  private String key(String name) {
    return settings.prefix() + name;
  }

  private static Optional<BodyPublisher> nothing() {
    return Optional.empty();
  }

  private CompletionStage<HttpResponse<byte[]>> ask(
      String method,
      String key,
      SortedMap<String, String> query,
      Map<String, String> headers,
      String sha256,
      Optional<BodyPublisher> body) {
    String authority = settings.endpoint().getAuthority();
    String host = settings.pathStyle() ? authority : settings.bucket() + "." + authority;
    String path = AwsSigner.encodedPath(
        settings.pathStyle() ? "/" + settings.bucket() + "/" + key : "/" + key);
    URI uri = URI.create(settings.endpoint().getScheme() + "://" + host + path
        + (query.isEmpty() ? "" : "?" + AwsSigner.queryText(query)));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri)
        .timeout(body.isPresent() ? PUT_TIMEOUT : ANSWER_TIMEOUT)
        .method(method, body.orElseGet(BodyPublishers::noBody));
    signer
        .signed(method, host, path, query, headers, sha256, clock.instant())
        .forEach(request::header);
    return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).exceptionally(failure -> {
      throw new CompletionException(
          new BucketException(method + " to " + uri.getAuthority() + ": " + why(cause(failure))));
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

  private static HttpResponse<byte[]> expect(HttpResponse<byte[]> answer, int status) {
    if (answer.statusCode() == status) {
      return answer;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    throw new CompletionException(new BucketException(answer.request().method() + " is answered "
        + answer.statusCode() + " " + tag(body, "Code") + " " + tag(body, "Message")));
  }

  /** Of an error, for people. */
  private static String tag(String body, String name) {
    int from = body.indexOf("<" + name + ">");
    int until = body.indexOf("</" + name + ">");
    return from < 0 || until < from ? "" : body.substring(from + name.length() + 2, until);
  }
}
