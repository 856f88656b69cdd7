package talkspurt.recording.bucket;

import static talkspurt.recording.bucket.BucketRequests.expect;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.recording.BucketSettings;
import talkspurt.recording.bucket.BucketRequests.Question;

/** A bucket of an S3-compatible service: files are put, read, listed and deleted. Thread-safe. */
public final class Bucket {

  private static final String SHA256 = "x-amz-meta-sha256";
  private static final int MAX_PAGES = 1000;
  private static final int OK = 200;
  private static final int SOME = 206;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  private final BucketRequests requests;
  private final MultipartRequests multipart;

  /**
   * The bucket of these settings. Nothing is asked before somebody asks.
   *
   * @param clock tells the time that requests are signed with
   */
  public Bucket(BucketSettings settings, InstantSource clock) {
    this.requests = new BucketRequests(settings, clock);
    this.multipart = new MultipartRequests(requests);
  }

  /** Files that are put there part by part. */
  MultipartRequests multipart() {
    return multipart;
  }

  /** What there is of a file; empty where there is none of that name. */
  CompletionStage<Optional<StoredObject>> head(String name) {
    return requests
        .ask(Question.of("HEAD", name))
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

  /** Headers that a file of these sums is put with. */
  static Map<String, String> described(FileSums sums) {
    return Map.of("content-type", "application/octet-stream", SHA256, sums.sha256());
  }

  /**
   * Puts a file there at once, in place of what may be there; the service holds the body to its checksums.
   *
   * @param sums of the file
   */
  CompletionStage<Void> put(String name, Path file, FileSums sums) throws IOException {
    Map<String, String> headers = new HashMap<>(described(sums));
    headers.put("content-md5", sums.md5Base64());
    return requests
        .ask(Question.of("PUT", name).headed(headers), sums.sha256(), BodyPublishers.ofFile(file))
        .thenAccept(answer -> expect(answer, OK));
  }

  /** Bytes of a file from a place on; fewer at its end. Fails where it is not there. */
  CompletionStage<byte[]> read(String name, long from, int count) {
    String range = "bytes=" + from + "-" + (from + count - 1);
    return requests
        .ask(Question.of("GET", name).headed(Map.of("range", range)))
        .thenApply(answer -> expect(answer, SOME).body());
  }

  /** Deletes a file; what is not there is no fault. */
  CompletionStage<Void> delete(String name) {
    return requests.ask(Question.of("DELETE", name)).thenAccept(answer -> {
      if (answer.statusCode() != NOT_FOUND) {
        expect(answer, NO_CONTENT);
      }
    });
  }

  /** Names of all files that begin so. */
  CompletionStage<List<String>> list(String beginning) {
    return list(
        Question.ofBucket("GET").with("list-type", "2").with("prefix", requests.key(beginning)),
        new ArrayList<>(),
        0);
  }

  private CompletionStage<List<String>> list(Question question, List<String> before, int pages) {
    return requests.ask(question).thenCompose(answer -> {
      BucketXml page = BucketXml.parse(expect(answer, OK).body());
      page.all("Contents").stream()
          .flatMap(one -> one.text("Key").stream())
          .filter(requests::isOurs)
          .map(requests::name)
          .forEach(before::add);
      Optional<String> next = page.text("NextContinuationToken");
      return next.isPresent() && pages < MAX_PAGES
          ? list(question.with("continuation-token", next.get()), before, pages + 1)
          : CompletableFuture.completedStage(before);
    });
  }
}
