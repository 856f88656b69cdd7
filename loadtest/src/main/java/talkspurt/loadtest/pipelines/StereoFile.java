package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import talkspurt.loadtest.WavFile;

/** A recording with the caller left and the bot right. */
final class StereoFile {
  private StereoFile() {}

  static void write(Path file, int rateHz, short[] left, short[] right) throws IOException {
    int length = Math.max(left.length, right.length);
    ByteBuffer bytes = ByteBuffer.allocate(WAV_HEADER + 4 * length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(WavFile.header(rateHz, 2L * length));
    bytes.putShort(22, (short) 2).putInt(28, 4 * rateHz).putShort(32, (short) 4);
    for (int i = 0; i < length; i++) {
      bytes.putShort(i < left.length ? left[i] : 0);
      bytes.putShort(i < right.length ? right[i] : 0);
    }
    Files.write(file, bytes.array());
  }

  private static final int WAV_HEADER = 44;
}
