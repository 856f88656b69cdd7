package talkspurt.trace;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of a trace in whole lines: of one that is being written, or whose writer was killed, as far as it goes. Not
 * thread-safe.
 */
public final class TraceText extends InputStream {

  private static final byte[] NOTHING = new byte[0];

  private final InputStream in;
  private byte[] line = NOTHING;
  private int at;

  private TraceText(InputStream in) {
    this.in = in;
  }

  /** Tells whether there is more by looking: another member follows one exactly then. */
  private static final class Members extends BufferedInputStream {

    Members(InputStream file) {
      super(file);
    }

    @Override
    public synchronized int available() throws IOException {
      mark(1);
      boolean more = read() >= 0;
      reset();
      return more ? Math.max(1, super.available()) : 0;
    }
  }

  /**
   * Reads a trace as it is on the disk.
   *
   * @param file closed with this
   * @throws IOException when it is not a trace
   */
  public static InputStream of(InputStream file) throws IOException {
    Members in = new Members(file);
    if (in.available() == 0) {
      return in;
    }
    return new TraceText(new BufferedInputStream(new GZIPInputStream(in)));
  }

  @Override
  public int read() throws IOException {
    return more() ? line[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int from, int count) throws IOException {
    if (count == 0 || !more()) {
      return count == 0 ? 0 : -1;
    }
    int some = Math.min(count, line.length - at);
    System.arraycopy(line, at, to, from, some);
    at += some;
    return some;
  }

  private boolean more() throws IOException {
    if (at == line.length) {
      line = next();
      at = 0;
    }
    return line.length > 0;
  }

  /** The next line with its end; empty behind the last. */
  private byte[] next() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      for (int one = in.read(); one >= 0; one = in.read()) {
        text.write(one);
        if (one == '\n') {
          return text.toByteArray();
        }
      }
    } catch (EOFException | ZipException cut) {
      // what was cut off is not there
    }
    return NOTHING;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
