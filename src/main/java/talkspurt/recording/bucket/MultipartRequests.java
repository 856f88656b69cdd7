package talkspurt.recording.bucket;

import static talkspurt.recording.bucket.BucketRequests.expect;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.recording.bucket.BucketRequests.Question;

/**
 * Multipart uploads of a bucket: a file is put there part by part, and is there once the upload is completed. Until it is completed or
 * aborted the service keeps its parts. Thread-safe.
 */
final class MultipartRequests {

  private static final String UPLOADS = "uploads";
  private static final String UPLOAD_ID = "uploadId";
  private static final int MAX_PAGES = 1000;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  /** Not granted to our keys, or not known to the service. */
  private static final Set<Integer> NO_LIST = Set.of(403, 405, 501);

  private static final Logger LOG = LoggerFactory.getLogger(MultipartRequests.class);

  private final BucketRequests requests;
  private final AtomicBoolean toldNoList = new AtomicBoolean();

  MultipartRequests(BucketRequests requests) {
    this.requests = requests;
  }

  /**
   * An upload that was begun, and neither completed nor aborted.
   *
   * @param name of its file, as it is called in the folder
   * @param id that the service gave it
   * @param since when it was begun, in ISO 8601
   */
  record Upload(String name, String id, String since) {}

  /**
   * A part that is there.
   *
   * @param number from 1
   * @param bytes how long it is
   * @param etag that the service gave it, as it told it
   */
  record Part(int number, long bytes, String etag) {

    /** Whether it is this piece of a file; not known of a service that gives out other tags than MD5. */
    boolean is(FileSums sums) {
      return bytes == sums.bytes() && etag.replace("\"", "").equals(sums.md5());
    }
  }

  /**
   * Begins an upload.
   *
   * @param sums of the whole file
   */
  CompletionStage<Upload> begin(String name, FileSums sums) {
    return requests
        .ask(Question.of("POST", name).with(UPLOADS, "").headed(Bucket.described(sums)))
        .thenApply(answer -> new Upload(
            name,
            needed(BucketXml.parse(expect(answer, OK).body()).text("UploadId"), "UploadId"),
            ""));
  }

  /**
   * Puts a part; the service holds it to its checksums.
   *
   * @param sums of the part
   * @param body the part
   */
  CompletionStage<Part> put(Upload upload, int number, FileSums sums, BodyPublisher body) {
    return requests
        .ask(
            ofUpload("PUT", upload)
                .with("partNumber", String.valueOf(number))
                .headed(Map.of("content-md5", sums.md5Base64())),
            sums.sha256(),
            BodyPublishers.fromPublisher(body, sums.bytes()))
        .thenApply(answer -> new Part(
            number, sums.bytes(), needed(expect(answer, OK).headers().firstValue("etag"), "ETag")));
  }

  /** Makes the file of its parts. */
  CompletionStage<Void> complete(Upload upload, List<Part> parts) {
    StringBuilder xml = new StringBuilder(
        "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    parts.forEach(part -> xml.append("<Part><PartNumber>")
        .append(part.number())
        .append("</PartNumber><ETag>")
        .append(part.etag().replace("&", "&amp;").replace("<", "&lt;"))
        .append("</ETag></Part>"));
    byte[] body =
        xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
    return requests
        .ask(
            ofUpload("POST", upload).headed(Map.of("content-type", "application/xml")),
            FileSums.of(body).sha256(),
            BodyPublishers.ofByteArray(body))
        .thenAccept(answer -> completed(BucketXml.parse(expect(answer, OK).body())));
  }

  /** S3 says 200 before it knows how it ends, and then may tell an error. */
  private static void completed(BucketXml answer) {
    if (answer.name().equals("Error")) {
      throw new CompletionException(new BucketException("an upload is not completed: "
          + answer.text("Code").orElse("") + " " + answer.text("Message").orElse("")));
    }
  }

  /** Gives an upload up: its parts are deleted. One that is not there is no fault. */
  CompletionStage<Void> abort(Upload upload) {
    return requests.ask(ofUpload("DELETE", upload)).thenAccept(answer -> {
      if (answer.statusCode() != NOT_FOUND) {
        expect(answer, NO_CONTENT);
      }
    });
  }

  /** Uploads of files whose names begin so; none where the service does not list any. */
  CompletionStage<List<Upload>> begun(String beginning) {
    Question question =
        Question.ofBucket("GET").with(UPLOADS, "").with("prefix", requests.key(beginning));
    return begun(question, new ArrayList<>(), 0).exceptionally(this::unlisted);
  }

  private CompletionStage<List<Upload>> begun(Question question, List<Upload> before, int pages) {
    return requests.ask(question).thenCompose(answer -> {
      BucketXml page = BucketXml.parse(expect(answer, OK).body());
      for (BucketXml one : page.all("Upload")) {
        String key = one.text("Key").orElse("");
        if (requests.isOurs(key)) {
          before.add(new Upload(
              requests.name(key),
              needed(one.text("UploadId"), "UploadId"),
              one.text("Initiated").orElse("")));
        }
      }
      Optional<String> key = page.text("NextKeyMarker");
      return more(page) && key.isPresent() && pages < MAX_PAGES
          ? begun(
              question
                  .with("key-marker", key.get())
                  .with("upload-id-marker", page.text("NextUploadIdMarker").orElse("")),
              before,
              pages + 1)
          : CompletableFuture.completedStage(before);
    });
  }

  /** Parts of an upload that are there; none where the service does not list any. */
  CompletionStage<List<Part>> parts(Upload upload) {
    return parts(ofUpload("GET", upload), new ArrayList<>(), 0).exceptionally(this::unlisted);
  }

  /** Without a list an upload is begun anew, and what a crash has left of it stays with the service. */
  private <T> List<T> unlisted(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof BucketException refused) || !NO_LIST.contains(refused.status())) {
      throw new CompletionException(cause);
    }
    if (!toldNoList.getAndSet(true)) {
      LOG.warn(
          "the bucket does not list multipart uploads: what a killed node leaves of one stays there until"
              + " a lifecycle rule of the bucket deletes it: {}",
          refused.getMessage());
    }
    return List.of();
  }

  private CompletionStage<List<Part>> parts(Question question, List<Part> before, int pages) {
    return requests.ask(question).thenCompose(answer -> {
      BucketXml page = BucketXml.parse(expect(answer, OK).body());
      for (BucketXml one : page.all("Part")) {
        before.add(new Part(
            Integer.parseInt(needed(one.text("PartNumber"), "PartNumber")),
            Long.parseLong(needed(one.text("Size"), "Size")),
            needed(one.text("ETag"), "ETag")));
      }
      Optional<String> next = page.text("NextPartNumberMarker");
      return more(page) && next.isPresent() && pages < MAX_PAGES
          ? parts(question.with("part-number-marker", next.get()), before, pages + 1)
          : CompletableFuture.completedStage(before);
    });
  }

  private static boolean more(BucketXml page) {
    return page.text("IsTruncated").filter("true"::equals).isPresent();
  }

  private static Question ofUpload(String method, Upload upload) {
    return Question.of(method, upload.name()).with(UPLOAD_ID, upload.id());
  }

  private static String needed(Optional<String> text, String name) {
    return text.orElseThrow(() ->
        new CompletionException(new BucketException("what the bucket answers has no " + name)));
  }
}
