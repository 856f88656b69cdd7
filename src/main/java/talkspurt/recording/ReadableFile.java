package talkspurt.recording;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A file of a recording as anybody can read it: decrypted where it is encrypted.
 *
 * @param length in bytes; empty of an encrypted file that was not closed: it is known once all was read
 * @param bytes all of it, read and decrypted as they are asked for; fails where the file is not as it was written
 */
public record ReadableFile(OptionalLong length, Source<ByteString, NotUsed> bytes) {

  private static final ByteString END = ByteString.emptyByteString();

  /**
   * Begins to read a file; fails with a {@link MissingKeyException} where it is encrypted with a key that is not there, and
   * with a {@link SealedFileException} where its head cannot be read.
   */
  public static CompletionStage<ReadableFile> open(StoredFile file, RecordingKeys keys) {
    return file.read(0, (int) Math.min(SealHead.MAX_BYTES, file.length()))
        .thenCompose(start -> SealHead.begins(start)
            ? sealed(file, start, keys)
            : CompletableFuture.completedStage(
                new ReadableFile(OptionalLong.of(file.length()), bytes(file))));
  }

  private static CompletionStage<ReadableFile> sealed(
      StoredFile file, byte[] start, RecordingKeys keys) {
    try {
      SealHead head = SealHead.parse(start);
      FrameCipher cipher = FrameCipher.of(head, keys);
      int end = head.closingBytes();
      if (file.length() < head.length() + end) {
        return CompletableFuture.completedStage(unsealed(file, head, keys, Optional.empty()));
      }
      return file.read(file.length() - end, end)
          .thenApply(last -> unsealed(file, head, keys, Unsealer.closing(head, cipher, last)));
    } catch (IOException notReadable) {
      return CompletableFuture.failedStage(notReadable);
    }
  }

  private static ReadableFile unsealed(
      StoredFile file, SealHead head, RecordingKeys keys, Optional<Unsealer.Closing> closing) {
    Source<ByteString, NotUsed> clear = bytes(file)
        .concat(Source.single(END))
        .statefulMapConcat(() -> {
          Unsealer unsealer = new Unsealer(head, FrameCipher.of(head, keys), closing);
          return stored -> unsealed(unsealer, stored);
        });
    return new ReadableFile(
        closing.map(last -> OptionalLong.of(last.clearBytes())).orElse(OptionalLong.empty()),
        clear);
  }

  private static List<ByteString> unsealed(Unsealer unsealer, ByteString stored)
      throws SealedFileException {
    if (stored.isEmpty()) {
      unsealer.end();
      return List.of();
    }
    byte[] clear = unsealer.take(stored.toArray());
    return clear.length == 0 ? List.of() : List.of(ByteString.fromArrayUnsafe(clear));
  }

  /** As they are stored. */
  private static Source<ByteString, NotUsed> bytes(StoredFile file) {
    return Source.unfoldAsync(0L, at -> {
      if (at >= file.length()) {
        return CompletableFuture.completedStage(Optional.empty());
      }
      int count = (int) Math.min(file.pieceBytes(), file.length() - at);
      return file.read(at, count).thenApply(piece -> {
        if (piece.length == 0) {
          throw new UncheckedIOException(new IOException("the file has become shorter"));
        }
        return Optional.of(Pair.create(at + piece.length, ByteString.fromArrayUnsafe(piece)));
      });
    });
  }

  /** Whether a file is encrypted. */
  public static boolean isEncrypted(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return SealHead.begins(in.readNBytes(SealHead.MAX_BYTES));
    }
  }

  /**
   * Writes the clear bytes of an encrypted file.
   *
   * @return whether it was closed by whoever wrote it; else it may lack an end, and tells no length in its head
   * @throws MissingKeyException where its key is not there
   * @throws SealedFileException where it is not as it was written
   */
  public static boolean decrypt(Path file, RecordingKeys keys, OutputStream out)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(SealHead.MAX_BYTES);
      SealHead head = SealHead.parse(start);
      FrameCipher cipher = FrameCipher.of(head, keys);
      RecordingFolder folder = new RecordingFolder(file.toAbsolutePath().getParent());
      Optional<Unsealer.Closing> closing = Unsealer.closing(
          head,
          cipher,
          folder.read(
              file.getFileName().toString(),
              Math.max(0, Files.size(file) - head.closingBytes()),
              head.closingBytes()));
      Unsealer unsealer = new Unsealer(head, cipher, closing);
      for (byte[] some = start; some.length > 0; some = in.readNBytes(FrameCipher.MAX_CLEAR)) {
        out.write(unsealer.take(some));
      }
      unsealer.end();
      return closing.isPresent();
    }
  }
}
