package talkspurt.recording.bucket;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.recording.StoredFile;

/** Files of recordings that are in the bucket: found to be read, and deleted. */
public record BucketFiles(Bucket bucket) {

  /** Pieces of a file are asked for one by one: larger ones take fewer requests. */
  private static final int PIECE_BYTES = 1 << 20;

  /** A file of this name, where it is in the bucket. */
  public CompletionStage<Optional<StoredFile>> find(String name) {
    return bucket
        .head(name)
        .thenApply(there -> there.map(object -> new File(bucket, name, object.bytes())));
  }

  private record File(Bucket bucket, String name, long length) implements StoredFile {

    @Override
    public int pieceBytes() {
      return PIECE_BYTES;
    }

    @Override
    public CompletionStage<byte[]> read(long from, int count) {
      return count == 0
          ? CompletableFuture.completedStage(new byte[0])
          : bucket.read(name, from, count);
    }
  }

  /** Deletes all files of a call of these days, and what was begun to be brought; tells how many files those were. */
  public CompletionStage<Long> delete(UUID call, LocalDate first, LocalDate last) {
    CompletionStage<List<String>> names = CompletableFuture.completedStage(new ArrayList<>());
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      String beginning = day + "/" + call;
      names = names.thenCompose(
          all -> abort(beginning).thenCompose(aborted -> bucket.list(beginning)).thenApply(more -> {
            all.addAll(more);
            return all;
          }));
    }
    return names.thenCompose(this::delete);
  }

  /** A node that brings one of them is refused its next part. */
  private CompletionStage<Void> abort(String beginning) {
    return bucket.multipart().begun(beginning).thenCompose(uploads -> {
      CompletionStage<Void> aborted = CompletableFuture.completedStage(null);
      for (MultipartRequests.Upload upload : uploads) {
        aborted = aborted.thenCompose(before -> bucket.multipart().abort(upload));
      }
      return aborted;
    });
  }

  private CompletionStage<Long> delete(List<String> names) {
    CompletionStage<Void> deleted = CompletableFuture.completedStage(null);
    for (String name : names) {
      deleted = deleted.thenCompose(before -> bucket.delete(name));
    }
    return deleted.thenApply(all -> (long) names.size());
  }
}
