package talkspurt.loadtest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recording under way: sound is put at its place on the call's clock, silence lies between. */
final class WavTrack {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final int rateHz;
  private final OutputStream out;
  private long end;

  WavTrack(Path file, int rateHz) {
    this.file = file;
    this.rateHz = rateHz;
    try {
      out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
      out.write(WavFile.header(rateHz, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts samples where they belong; those that would fall on what is written already are left out. */
  void put(long position, short[] samples) {
    try {
      fill(position);
      int skip = (int) Math.min(samples.length, end - position);
      ByteBuffer bytes =
          ByteBuffer.allocate(2 * (samples.length - skip)).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(samples, skip, samples.length - skip);
      out.write(bytes.array());
      end += samples.length - skip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the recording at a moment of the call's clock, or at its last sample if that is later. */
  void finish(long position) {
    try {
      fill(position);
      out.close();
      try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
        written.write(WavFile.header(rateHz, end));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(long position) throws IOException {
    for (; end < position; end++) {
      out.write(0);
      out.write(0);
    }
  }
}
