package talkspurt.replay;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import talkspurt.audio.Hearing;

/** The file training reads: for each situation the number of frames, then their numbers times 256. */
final class Evidences {

  private Evidences() {}

  static DataOutputStream open(Path path, int situations) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 20));
    out.writeInt(situations);
    out.writeInt(Hearing.evidenceSize());
    return out;
  }

  static void write(DataOutputStream out, short[] numbers, int size) throws IOException {
    out.writeInt(numbers.length / size);
    ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
    bytes.asShortBuffer().put(numbers);
    out.write(bytes.array());
  }
}
