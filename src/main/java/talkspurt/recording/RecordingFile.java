package talkspurt.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A file of sound that is being written. What is complete is handed to the operating system at once: should this
 * process be killed, all but the last block is there. Not thread-safe.
 */
final class RecordingFile {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final FileChannel channel;
  private final SoundEncoder encoder;
  private final short[][] block;
  private int filled;
  private long samples;
  private long bytes;

  private RecordingFile(FileChannel channel, SoundEncoder encoder, int tracks) throws IOException {
    this.channel = channel;
    this.encoder = encoder;
    this.block = new short[tracks][SoundEncoder.BLOCK_SAMPLES];
    bytes += writeAt(encoder.head(), 0);
  }

  /**
   * Makes a file, which nobody but this process's user may read.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is one of that name
   */
  static RecordingFile create(Path path, SoundEncoder encoder, int tracks) throws IOException {
    FileChannel channel = FileChannel.open(path, NEW, owned(path, "rw-------"));
    try {
      return new RecordingFile(channel, encoder, tracks);
    } catch (IOException noHead) {
      channel.close();
      Files.deleteIfExists(path);
      throw noHead;
    }
  }

  /** Makes a folder, and those above it, which nobody else may look into. */
  static void folder(Path path) throws IOException {
    Files.createDirectories(path, owned(path, "rwx------"));
  }

  /** None where files have no owners. */
  private static FileAttribute<?>[] owned(Path path, String rights) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** How many samples of each track there are. */
  long samples() {
    return samples;
  }

  /** How long the file is, but for the block that is being filled. */
  long bytes() {
    return bytes;
  }

  /**
   * Lays samples down.
   *
   * @param tracks one array each
   * @param from the first sample of each
   * @param count how many
   */
  void add(short[][] tracks, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int some = Math.min(count - done, SoundEncoder.BLOCK_SAMPLES - filled);
      for (int track = 0; track < block.length; track++) {
        System.arraycopy(tracks[track], from + done, block[track], filled, some);
      }
      done += some;
      filled(some);
    }
  }

  /** Lays silence of that length down. */
  void silence(long count) throws IOException {
    for (long left = count; left > 0; ) {
      int some = (int) Math.min(left, SoundEncoder.BLOCK_SAMPLES - filled);
      for (short[] track : block) {
        Arrays.fill(track, filled, filled + some, (short) 0);
      }
      left -= some;
      filled(some);
    }
  }

  private void filled(int some) throws IOException {
    filled += some;
    samples += some;
    if (filled == SoundEncoder.BLOCK_SAMPLES) {
      writeBlock();
    }
  }

  private void writeBlock() throws IOException {
    int count = filled;
    filled = 0; // what could not be written is not tried again
    bytes += writeAt(encoder.block(block, count), bytes);
    if (encoder.headGrows()) {
      writeAt(encoder.head(), 0);
    }
  }

  private int writeAt(ByteBuffer out, long position) throws IOException {
    int length = out.remaining();
    for (long at = position; out.hasRemaining(); ) {
      at += channel.write(out, at);
    }
    return length;
  }

  /** Writes what is left, and the length into the head. */
  void close() throws IOException {
    try (channel) {
      if (filled > 0) {
        writeBlock();
      }
      writeAt(encoder.head(), 0);
    }
  }

  /** Gives up what is not written yet. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException alsoFailed) {
      // told was why it is given up
    }
  }
}
