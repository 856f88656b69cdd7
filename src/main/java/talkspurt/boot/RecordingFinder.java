package talkspurt.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import talkspurt.control.RecordingsElsewhere;
import talkspurt.http.RecordedFiles;
import talkspurt.recording.LocalFile;
import talkspurt.recording.ReadableFile;
import talkspurt.recording.RecordingFolder;
import talkspurt.recording.RecordingKeys;
import talkspurt.recording.StoredFile;
import talkspurt.recording.bucket.BucketFiles;

/**
 * Finds files of recordings: on the disk of this node, else on that of the node that wrote them, else in the bucket. They come as they are
 * stored, and are decrypted here.
 *
 * @param self address of this node
 * @param disk runs what waits for the disk
 */
record RecordingFinder(
    String self,
    RecordingFolder folder,
    RecordingsElsewhere elsewhere,
    Optional<BucketFiles> bucket,
    RecordingKeys keys,
    Executor disk)
    implements RecordedFiles {

  @Override
  public CompletionStage<Found> find(String node, String name) {
    return here(name)
        .thenCompose(file -> file.isPresent()
            ? opened(file.get())
            : node.equals(self)
                ? CompletableFuture.completedStage(
                    new Found.Missing("it is not on the disk of node " + node + " any more"))
                : there(node, name))
        .exceptionally(failure -> new Found.Unreadable(why(failure)))
        .thenCompose(found -> found instanceof Found.File || bucket.isEmpty()
            ? CompletableFuture.completedStage(found)
            : stored(bucket.get(), name, found));
  }

  /** What was brought to the bucket may be on no disk any more. */
  private CompletionStage<Found> stored(BucketFiles files, String name, Found otherwise) {
    return files
        .find(name)
        .thenCompose(file ->
            file.isPresent() ? opened(file.get()) : CompletableFuture.completedStage(otherwise))
        .exceptionally(failure -> new Found.Unreadable("the bucket: " + why(failure)));
  }

  private CompletionStage<Optional<StoredFile>> here(String name) {
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<Path> path = folder.find(name);
          try {
            return path.isEmpty()
                ? Optional.empty()
                : Optional.of(new LocalFile(folder, name, Files.size(path.get()), disk));
          } catch (IOException goneMeanwhile) {
            return Optional.empty();
          }
        },
        disk);
  }

  private CompletionStage<Found> there(String node, String name) {
    return elsewhere
        .length(node, name)
        .thenCompose(length -> length == RecordingsElsewhere.NO_FILE
            ? CompletableFuture.completedStage(
                new Found.Missing("node " + node + " wrote it, and has it no more"))
            : opened(
                new PeerFile(length, (from, count) -> elsewhere.read(node, name, from, count))));
  }

  private CompletionStage<Found> opened(StoredFile file) {
    return ReadableFile.open(file, keys)
        .thenApply(open -> new Found.File(open.length(), open::bytes));
  }

  /** A file on another node. */
  private record PeerFile(long length, BiFunction<Long, Integer, CompletionStage<byte[]>> piece)
      implements StoredFile {

    @Override
    public int pieceBytes() {
      return RecordingsElsewhere.PIECE_BYTES;
    }

    @Override
    public CompletionStage<byte[]> read(long from, int count) {
      return piece.apply(from, count);
    }
  }

  private static String why(Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    return cause instanceof RecordingsElsewhere.Unanswered || cause instanceof IOException
        ? cause.getMessage()
        : cause.toString();
  }
}
