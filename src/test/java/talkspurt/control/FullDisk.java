package talkspurt.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk of H2 of a size that can be changed, with one file on it. A write that finds no room fails as the
 * operating system's do. Full of other programs' files, none succeeds.
 */
public final class FullDisk extends FilePathWrapper {

  /** What stands for {@code file} in an address of H2. */
  static final String SCHEME = "fulldisk";

  private static final long LARGE = 1L << 40;
  private static final Object ONE_AT_A_TIME = new Object();
  private static long size = LARGE;
  private static int refused;
  private static long written;

  /** Made by H2, too, by reflection. */
  public FullDisk() {}

  /** Makes it known to H2, with room. */
  static void mount() {
    synchronized (ONE_AT_A_TIME) {
      refused = 0;
      written = 0;
    }
    makeRoom();
    FilePath.register(new FullDisk());
  }

  static void fill() {
    resize(0);
  }

  static void makeRoom() {
    resize(LARGE);
  }

  static void resize(long bytes) {
    synchronized (ONE_AT_A_TIME) {
      size = bytes;
    }
  }

  /** How many writes found no room since it was mounted. */
  static int refused() {
    synchronized (ONE_AT_A_TIME) {
      return refused;
    }
  }

  /** How many bytes were written since it was mounted. */
  static long written() {
    synchronized (ONE_AT_A_TIME) {
      return written;
    }
  }

  /** What is free beside this file. */
  static Disk beside(Path file) {
    return () -> {
      synchronized (ONE_AT_A_TIME) {
        return new Disk.Room(Math.max(0, size - Files.size(file)), size);
      }
    };
  }

  /** The file as it would be found if the process were killed now. */
  static void copy(Path file, Path to) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      Files.copy(file, to);
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new File(getBase().open(mode));
  }

  private static final class File extends FileBaseDefault {

    private final FileChannel file;

    File(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      synchronized (ONE_AT_A_TIME) {
        if (size == 0 || position + from.remaining() > Math.max(size, file.size())) {
          refused++;
          throw new IOException("No space left on device");
        }
        int bytes = file.write(from, position);
        written += bytes;
        return bytes;
      }
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
