package talkspurt.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.NotUsed;
import akka.actor.ActorSystem;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the API reads them, piece by piece. */
class ReadableFileTest {

  private static final ActorSystem SYSTEM = ActorSystem.create("files");
  private static final RecordingKeys KEYS =
      new RecordingKeys(Optional.of("k"), Map.of("k", new byte[RecordingKeys.KEY_BYTES]));

  @TempDir
  Path folder;

  @AfterAll
  static void stop() {
    SYSTEM.terminate();
  }

  /** A file that is read in pieces of a length, and counts what is read of it. */
  private record Pieces(LocalFile file, int pieceBytes, AtomicLong read) implements StoredFile {

    @Override
    public long length() {
      return file.length();
    }

    @Override
    public CompletionStage<byte[]> read(long from, int count) {
      read.addAndGet(count);
      return file.read(from, count);
    }
  }

  private static byte[] sound(int length) {
    byte[] sound = new byte[length];
    new Random(length).nextBytes(sound);
    return sound;
  }

  private Pieces stored(byte[] sound, RecordingKeys keys, boolean closed, int pieceBytes)
      throws IOException {
    Path path = folder.resolve("f");
    Files.deleteIfExists(path);
    OwnedFile file = OwnedFile.create(path, keys, 4);
    for (int at = 0; at < sound.length; at += 1000) {
      file.append(ByteBuffer.wrap(sound, at, Math.min(1000, sound.length - at)));
    }
    if (closed) {
      file.close();
    } else {
      file.abandon();
    }
    return new Pieces(
        new LocalFile(new RecordingFolder(folder), "f", Files.size(path), Runnable::run),
        pieceBytes,
        new AtomicLong());
  }

  private static byte[] all(ReadableFile file) throws Exception {
    return all(file.bytes());
  }

  private static byte[] all(Source<ByteString, NotUsed> bytes) throws Exception {
    return bytes
        .runFold(ByteString.emptyByteString(), ByteString::concat, SYSTEM)
        .toCompletableFuture()
        .get()
        .toArray();
  }

  private static ReadableFile open(StoredFile file, RecordingKeys keys) throws Exception {
    return ReadableFile.open(file, keys).toCompletableFuture().get();
  }

  @Test
  void filesAreReadInPiecesOfAnyLength() throws Exception {
    byte[] sound = sound(5500);
    for (int piece : new int[] {1, 47, 48, 1020, 6000}) {
      ReadableFile plain = open(stored(sound, RecordingKeys.NONE, true, piece), KEYS);
      assertThat(plain.length()).hasValue(5500);
      assertThat(all(plain)).isEqualTo(sound);
      ReadableFile closed = open(stored(sound, KEYS, true, piece), KEYS);
      assertThat(closed.length()).hasValue(5500);
      assertThat(all(closed)).isEqualTo(sound);
      ReadableFile open = open(stored(sound, KEYS, false, piece), KEYS);
      assertThat(open.length()).isEqualTo(OptionalLong.empty());
      assertThat(all(open)).isEqualTo(sound);
    }
  }

  @Test
  void aRangeIsReadFromItsFramesAlone() throws Exception {
    byte[] sound = sound(55_500);
    for (RecordingKeys keys : List.of(RecordingKeys.NONE, KEYS)) {
      for (long[] range : new long[][] {
        {0, 1}, {0, 1000}, {999, 2}, {1000, 1000}, {54_321, 10}, {50_000, 90_000}, {55_499, 1}
      }) {
        Pieces file = stored(sound, keys, true, 300);
        ReadableFile open = open(file, KEYS);
        file.read().set(0);
        int until = (int) Math.min(sound.length, range[0] + range[1]);
        assertThat(all(open.bytes(range[0], range[1])))
            .isEqualTo(Arrays.copyOfRange(sound, (int) range[0], until));
        assertThat(file.read().get()).isLessThan(until - range[0] + 2 * 1020 + 400);
      }
    }
  }

  @Test
  void ofAChangedFileOnlyRangesWithoutTheChangeAreGivenOut() throws Exception {
    StoredFile file = stored(sound(5000), KEYS, true, 1000);
    byte[] changed = Files.readAllBytes(folder.resolve("f"));
    changed[3000] ^= 1;
    Files.write(folder.resolve("f"), changed);
    ReadableFile open = open(file, KEYS);
    assertThat(all(open.bytes(3000, 100))).isEqualTo(Arrays.copyOfRange(sound(5000), 3000, 3100));
    assertThatThrownBy(() -> all(open.bytes(2000, 1)))
        .hasCauseInstanceOf(SealedFileException.class);
  }

  /** As version 1.0 of the engine wrote it: no index, and nothing but the number behind the last frame. */
  @Test
  void filesOfTheFirstVersionAreReadInWholeAndInPart() throws Exception {
    byte[] sound = sound(5000);
    SealHead head = new SealHead(1, "k", 4, new byte[32], new byte[7]);
    FrameCipher cipher = FrameCipher.of(head, KEYS);
    ByteBuffer out = ByteBuffer.allocate(6000).put(head.bytes());
    for (int n = 0; n < 5; n++) {
      out.putInt(1016).put(cipher.seal(n, false, sound, 1000 * n, 1000));
    }
    byte[] told = ByteBuffer.allocate(12).putLong(5000).put(sound, 0, 4).array();
    out.putInt(28).put(cipher.seal(5, true, told, 0, 12)).putInt(5);
    Path path = folder.resolve("f");
    Files.write(path, Arrays.copyOf(out.array(), out.position()));
    ReadableFile open = open(
        new LocalFile(new RecordingFolder(folder), "f", Files.size(path), Runnable::run), KEYS);
    assertThat(open.length()).hasValue(5000);
    assertThat(all(open)).isEqualTo(sound);
    assertThat(all(open.bytes(2500, 600))).isEqualTo(Arrays.copyOfRange(sound, 2500, 3100));
    assertThat(all(open.bytes(2500, 2500))).isEqualTo(Arrays.copyOfRange(sound, 2500, 5000));
    ByteArrayOutputStream clear = new ByteArrayOutputStream();
    assertThat(ReadableFile.decrypt(path, KEYS, clear)).isTrue();
    assertThat(clear.toByteArray()).isEqualTo(sound);
  }

  @Test
  void aShortFileIsReadToo() throws Exception {
    assertThat(all(open(stored(sound(4), KEYS, false, 100), KEYS))).isEqualTo(sound(4));
    assertThat(all(open(stored(new byte[0], RecordingKeys.NONE, true, 100), KEYS)))
        .isEmpty();
  }

  @Test
  void aFileThatGrowsIsReadAsFarAsItHadCome() throws Exception {
    StoredFile file = stored(sound(5000), RecordingKeys.NONE, false, 1000);
    Files.write(folder.resolve("f"), sound(9000));
    assertThat(all(open(file, KEYS))).isEqualTo(Arrays.copyOf(sound(9000), 5000));
  }

  @Test
  void whatIsWrongIsToldAndNothingWrongIsGivenOut() throws Exception {
    assertThatThrownBy(() -> open(stored(sound(10), KEYS, true, 100), RecordingKeys.NONE))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(MissingKeyException.class);
    StoredFile file = stored(sound(5000), KEYS, true, 1000);
    byte[] changed = Files.readAllBytes(folder.resolve("f"));
    changed[3000] ^= 1;
    Files.write(folder.resolve("f"), changed);
    assertThatThrownBy(() -> all(open(file, KEYS))).hasCauseInstanceOf(SealedFileException.class);
    StoredFile shorter = stored(sound(5000), RecordingKeys.NONE, true, 1000);
    Files.write(folder.resolve("f"), sound(1500));
    assertThatThrownBy(() -> all(open(shorter, KEYS))).hasMessageContaining("shorter");
    StoredFile gone = new StoredFile() {
      @Override
      public long length() {
        return 9;
      }

      @Override
      public CompletionStage<byte[]> read(long from, int count) {
        return CompletableFuture.failedStage(new IOException("gone"));
      }
    };
    assertThatThrownBy(() -> open(gone, KEYS)).hasMessageContaining("gone");
  }
}
