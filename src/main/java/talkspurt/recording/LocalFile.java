package talkspurt.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A file in the folder of this node.
 *
 * @param disk runs what waits for it
 */
public record LocalFile(RecordingFolder folder, String name, long length, Executor disk)
    implements StoredFile {

  @Override
  public CompletionStage<byte[]> read(long from, int count) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return folder.read(name, from, count);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        },
        disk);
  }
}
