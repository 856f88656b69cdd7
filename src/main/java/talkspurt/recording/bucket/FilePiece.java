package talkspurt.recording.bucket;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads a piece of a file. Not thread-safe. */
final class FilePiece extends FilterInputStream {

  private long left;

  /**
   * A piece.
   *
   * @param from its first byte
   * @param bytes how many; fewer where the file ends before
   */
  FilePiece(Path file, long from, long bytes) throws IOException {
    super(Channels.newInputStream(FileChannel.open(file).position(from)));
    left = bytes;
  }

  @Override
  public int read() throws IOException {
    int one = left > 0 ? in.read() : -1;
    left -= one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] some, int at, int count) throws IOException {
    int read = left > 0 ? in.read(some, at, (int) Math.min(count, left)) : -1;
    left -= Math.max(0, read);
    return read;
  }
}
