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
import java.util.Set;

/**
 * A file of a recording, be it sound or trace, that nobody but this process's user may read. What is written is
 * handed to the operating system at once, and outlives a kill. Not thread-safe.
 */
final class OwnedFile implements AutoCloseable {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;
  private final FileChannel channel;
  private long length;

  private OwnedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes a file.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is one of that name
   */
  static OwnedFile create(Path path) throws IOException {
    return new OwnedFile(path, FileChannel.open(path, NEW, owned(path, "rw-------")));
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

  /** In bytes. */
  long length() {
    return length;
  }

  /** Adds to its end. */
  void append(ByteBuffer out) throws IOException {
    int count = out.remaining();
    write(out, length);
    length += count;
  }

  /** Writes its beginning anew. */
  void rewrite(ByteBuffer head) throws IOException {
    write(head, 0);
  }

  private void write(ByteBuffer out, long position) throws IOException {
    for (long at = position; out.hasRemaining(); ) {
      at += channel.write(out, at);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Closes it without a word: told was why it is given up. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException alsoFailed) {
      // the first failure is told
    }
  }

  /** Closes it, and takes it away where that can be done. */
  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
