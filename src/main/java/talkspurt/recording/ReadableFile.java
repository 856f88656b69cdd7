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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * A file of a recording as anybody can read it: decrypted where it is encrypted. Whatever part of it is read, no more is read of the stored file than that
 * needs.
 *
 * @param length in bytes; empty of an encrypted file that was not closed: it is known once all was read
 * @param range tells some of the clear bytes: the first of them, and how many
 */
public record ReadableFile(
    OptionalLong length, BiFunction<Long, Long, Source<ByteString, NotUsed>> range) {

  private static final ByteString END = ByteString.emptyByteString();
  private static final byte[] NOTHING = {};

  /**
   * Some of its bytes, read and decrypted as they are asked for; fails where the file is not as it was written.
   *
   * @param from the first; 0 where the length is not known
   * @param count how many; as many as there are where there are fewer
   */
  public Source<ByteString, NotUsed> bytes(long from, long count) {
    return range.apply(from, count);
  }

  /** All of them. */
  public Source<ByteString, NotUsed> bytes() {
    return bytes(0, Long.MAX_VALUE);
  }

  /**
   * Begins to read a file; fails with a {@link MissingKeyException} where it is encrypted with a key that is not there, and
   * with a {@link SealedFileException} where its head cannot be read.
   */
  public static CompletionStage<ReadableFile> open(StoredFile file, RecordingKeys keys) {
    return file.read(0, (int) Math.min(SealHead.MAX_BYTES, file.length()))
        .thenCompose(start -> SealHead.begins(start)
            ? sealed(file, start, keys)
            : CompletableFuture.completedStage(new ReadableFile(
                OptionalLong.of(file.length()),
                (from, count) ->
                    bytes(file, from, from + Math.min(count, Math.max(0, file.length() - from))))));
  }

  private static CompletionStage<ReadableFile> sealed(
      StoredFile file, byte[] start, RecordingKeys keys) {
    try {
      SealHead head = SealHead.parse(start);
      FrameCipher cipher = FrameCipher.of(head, keys);
      long frames = Math.max(0, file.length() - head.length());
      int end = (int) Math.min(frames, head.maxClosingBytes());
      return file.read(file.length() - end, end)
          .thenApply(last -> Unsealer.closing(head, cipher, last)
              .map(closing -> new ReadableFile(
                  OptionalLong.of(closing.clearBytes()),
                  (from, count) -> closed(file, head, keys, closing, from, count)))
              .orElseGet(() -> new ReadableFile(
                  OptionalLong.empty(), (from, count) -> unclosed(file, head, keys))));
    } catch (IOException notReadable) {
      return CompletableFuture.failedStage(notReadable);
    }
  }

  /** As far as it was written. */
  private static Source<ByteString, NotUsed> unclosed(
      StoredFile file, SealHead head, RecordingKeys keys) {
    return bytes(file, 0, file.length()).concat(Source.single(END)).statefulMapConcat(() -> {
      Unsealer unsealer = new Unsealer(head, FrameCipher.of(head, keys), Optional.empty());
      return stored -> some(stored.isEmpty() ? end(unsealer) : unsealer.take(stored.toArray()));
    });
  }

  /** From the frames alone that have these bytes. */
  private static Source<ByteString, NotUsed> closed(
      StoredFile file,
      SealHead head,
      RecordingKeys keys,
      Unsealer.Closing closing,
      long from,
      long count) {
    long until = from + Math.min(count, Math.max(0, closing.clearBytes() - from));
    boolean toEnd = until == closing.clearBytes();
    FrameIndex.Place place = closing.index().before(from);
    long stop = toEnd
        ? file.length()
        : head.length() + closing.index().endOf(until - 1, file.length() - head.length());
    return bytes(file, head.length() + place.stored(), stop)
        .concat(Source.single(END))
        .statefulMapConcat(() -> {
          Unsealer unsealer = new Unsealer(head, FrameCipher.of(head, keys), closing, place);
          Cut cut = new Cut(from - place.clear(), until - from);
          return stored -> some(
              stored.isEmpty()
                  ? toEnd ? end(unsealer) : NOTHING
                  : cut.of(unsealer.take(stored.toArray())));
        });
  }

  private static byte[] end(Unsealer unsealer) throws SealedFileException {
    unsealer.end();
    return NOTHING;
  }

  private static List<ByteString> some(byte[] clear) {
    return clear.length == 0 ? List.of() : List.of(ByteString.fromArrayUnsafe(clear));
  }

  /** Leaves out what is before and behind what is wanted. */
  private static final class Cut {

    private long before;
    private long wanted;

    Cut(long before, long wanted) {
      this.before = before;
      this.wanted = wanted;
    }

    byte[] of(byte[] clear) {
      int from = (int) Math.min(before, clear.length);
      int until = (int) Math.min(clear.length, from + wanted);
      before -= from;
      wanted -= until - from;
      return from == 0 && until == clear.length ? clear : Arrays.copyOfRange(clear, from, until);
    }
  }

  /** As they are stored. */
  private static Source<ByteString, NotUsed> bytes(StoredFile file, long from, long until) {
    return Source.unfoldAsync(from, at -> {
      if (at >= until) {
        return CompletableFuture.completedStage(Optional.empty());
      }
      int count = (int) Math.min(file.pieceBytes(), until - at);
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
              Math.max(head.length(), Files.size(file) - head.maxClosingBytes()),
              head.maxClosingBytes()));
      Unsealer unsealer = new Unsealer(head, cipher, closing);
      for (byte[] some = start; some.length > 0; some = in.readNBytes(FrameCipher.MAX_CLEAR)) {
        out.write(unsealer.take(some));
      }
      unsealer.end();
      return closing.isPresent();
    }
  }
}
