package talkspurt.replay;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import talkspurt.audio.EchoAwareDetector;

/**
 * The file training reads, big-endian: the number of situations and of numbers a frame, then for each
 * situation the number of frames and their numbers times 256.
 */
final class FeaturesFile implements Closeable {

  private final DataOutputStream out;

  FeaturesFile(Path path, int situations) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 20));
    out.writeInt(situations);
    out.writeInt(EchoAwareDetector.evidenceSize());
  }

  /** Writes the next situation. */
  void write(short[] numbers) throws IOException {
    out.writeInt(numbers.length / EchoAwareDetector.evidenceSize());
    ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
    bytes.asShortBuffer().put(numbers);
    out.write(bytes.array());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
