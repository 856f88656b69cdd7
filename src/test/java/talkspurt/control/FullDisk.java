package talkspurt.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk of H2 that can be filled: while it is, each write fails as the operating system's do. */
public final class FullDisk extends FilePathWrapper {

  /** What stands for {@code file} in an address of H2. */
  static final String SCHEME = "fulldisk";

  private static final AtomicBoolean FULL = new AtomicBoolean();

  /** Made by H2, too, by reflection. */
  public FullDisk() {}

  /** Makes it known to H2, with room. */
  static void mount() {
    FULL.set(false);
    FilePath.register(new FullDisk());
  }

  static void fill() {
    FULL.set(true);
  }

  static void makeRoom() {
    FULL.set(false);
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
      if (FULL.get()) {
        throw new IOException("No space left on device");
      }
      return file.write(from, position);
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
