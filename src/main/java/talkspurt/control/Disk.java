package talkspurt.control;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk that the database's file is on. */
@FunctionalInterface
interface Disk {

  /**
   * Its room at one moment.
   *
   * @param usableBytes what may still be written, 0 or more
   * @param totalBytes its size; 0 where it is not known
   */
  record Room(long usableBytes, long totalBytes) {}

  /** Looks now: the operating system is asked each time, which takes some microseconds. */
  Room room() throws IOException;

  /** The disk that a file or directory is on, which must be there. */
  static Disk of(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return () -> new Room(store.getUsableSpace(), store.getTotalSpace());
  }
}
