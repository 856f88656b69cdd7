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
import java.util.Optional;
import java.util.Set;

/**
 * A file of a recording, be it sound or trace, that nobody but this process's user may read. What is written is
 * handed to the operating system at once, and outlives a kill; it is encrypted where the settings say so. Not
 * thread-safe.
 */
final class OwnedFile implements AutoCloseable {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;
  private final FileChannel channel;
  private final Optional<Sealer> sealer;
  private long length;
  private boolean torn;

  private OwnedFile(Path path, FileChannel channel, Optional<Sealer> sealer) {
    this.path = path;
    this.channel = channel;
    this.sealer = sealer;
  }

  /**
   * Makes a file.
   *
   * @param keys the current of them encrypts it
   * @param headBytes how many of its first bytes may be written anew
   * @throws java.nio.file.FileAlreadyExistsException where there is one of that name
   */
  static OwnedFile create(Path path, RecordingKeys keys, int headBytes) throws IOException {
    Optional<Sealer> sealer =
        keys.current().isPresent() ? Optional.of(new Sealer(keys, headBytes)) : Optional.empty();
    OwnedFile file =
        new OwnedFile(path, FileChannel.open(path, NEW, owned(path, "rw-------")), sealer);
    if (sealer.isPresent()) {
      file.begin(sealer.get());
    }
    return file;
  }

  private void begin(Sealer own) throws IOException {
    try {
      grow(own.begin());
    } catch (IOException noHead) {
      delete();
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

  /** In bytes. */
  long length() {
    return length;
  }

  /** Adds to its end: up to here it can be read from now on. Best not little by little where it is encrypted. */
  void append(ByteBuffer out) throws IOException {
    grow(sealer.isPresent() ? sealer.get().add(out) : out);
  }

  private void grow(ByteBuffer out) throws IOException {
    int count = out.remaining();
    write(out, length);
    length += count;
  }

  /** Writes its beginning anew; where it is encrypted that is done by {@link #close}. */
  void rewrite(ByteBuffer head) throws IOException {
    if (sealer.isPresent()) {
      sealer.get().head(head);
    } else {
      write(head, 0);
    }
  }

  private void write(ByteBuffer out, long position) throws IOException {
    torn = true; // until all of it is there
    for (long at = position; out.hasRemaining(); ) {
      at += channel.write(out, at);
    }
    torn = false;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (sealer.isPresent() && channel.isOpen() && !torn) {
        grow(sealer.get().close());
      }
    }
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
