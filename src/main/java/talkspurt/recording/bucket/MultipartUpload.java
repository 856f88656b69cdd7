package talkspurt.recording.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import talkspurt.recording.bucket.MultipartRequests.Part;
import talkspurt.recording.bucket.MultipartRequests.Upload;

/**
 * Brings one long file to the bucket, part by part, on a thread that waits for it. What an earlier try has left there is gone on with: of
 * a node that was killed, too. Only one node may bring a file of that name.
 *
 * @param file on the disk
 * @param sums of the file
 * @param partBytes how long each part is but the last
 */
record MultipartUpload(
    MultipartRequests requests, String name, Path file, FileSums sums, long partBytes) {

  /** S3 takes no more of them. */
  private static final int MAX_PARTS = 10_000;

  private static final long MIB = 1 << 20;

  /** With longer parts than were asked for, where there would be too many. */
  MultipartUpload {
    long least = (sums.bytes() + MAX_PARTS - 1) / MAX_PARTS;
    if (least > partBytes) {
      partBytes = (least + MIB - 1) / MIB * MIB;
    }
  }

  /**
   * Brings it. Where that fails, what was brought stays there for the next try, unless the bucket refuses the file.
   *
   * @return whether it was brought; false where the file was deleted meanwhile: then nothing of it is there
   */
  boolean bring() throws IOException, InterruptedException {
    Optional<Upload> left = left();
    Upload upload = left.isPresent() ? left.get() : Answers.ofBucket(requests.begin(name, sums));
    try {
      Map<Integer, Part> there = left.isPresent() ? there(upload) : Map.of();
      List<Part> parts = new ArrayList<>();
      for (long from = 0; from < sums.bytes(); from += partBytes) {
        if (!Files.exists(file)) {
          throw new NoSuchFileException(name);
        }
        parts.add(part(upload, parts.size() + 1, from, there));
      }
      Answers.ofBucket(requests.complete(upload, parts));
      return true;
    } catch (NoSuchFileException deleted) {
      Answers.ofBucket(requests.abort(upload));
      return false;
    } catch (BucketException refused) {
      if (refused.forGood()) {
        Answers.ofBucket(requests.abort(upload));
      }
      throw refused;
    }
  }

  /** The last upload of the file that was begun before; others are given up. */
  private Optional<Upload> left() throws IOException, InterruptedException {
    List<Upload> own = new ArrayList<>(Answers.ofBucket(requests.begun(name)));
    own.removeIf(one -> !one.name().equals(name));
    own.sort(Comparator.comparing(Upload::since));
    Optional<Upload> last =
        own.isEmpty() ? Optional.empty() : Optional.of(own.remove(own.size() - 1));
    for (Upload older : own) {
      Answers.ofBucket(requests.abort(older));
    }
    return last;
  }

  private Map<Integer, Part> there(Upload upload) throws IOException, InterruptedException {
    return Answers.ofBucket(requests.parts(upload)).stream()
        .collect(Collectors.toMap(Part::number, Function.identity()));
  }

  private Part part(Upload upload, int number, long from, Map<Integer, Part> there)
      throws IOException, InterruptedException {
    FileSums own = FileSums.of(file, from, partBytes);
    Part before = there.get(number);
    return before != null && before.is(own)
        ? before
        : Answers.ofBucket(requests.put(
            upload, number, own, BodyPublishers.ofInputStream(() -> piece(from, own.bytes()))));
  }

  private InputStream piece(long from, long bytes) {
    try {
      return new FilePiece(file, from, bytes);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
