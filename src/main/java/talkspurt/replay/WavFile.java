package talkspurt.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * 16-bit linear PCM in a RIFF file.
 *
 * @param rateHz samples per second
 * @param channels one array of samples a channel
 */
record WavFile(int rateHz, short[][] channels) {

  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xfffe;

  static WavFile read(Path path) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 12 || !"RIFF".equals(tag(in))) {
      throw new IOException(path + " is no RIFF file");
    }
    in.position(12);
    int channels = 0;
    int rateHz = 0;
    while (in.remaining() >= 8) {
      String chunk = tag(in);
      int length = in.getInt();
      int next = Math.min(in.limit(), in.position() + length + length % 2);
      if ("fmt ".equals(chunk)) {
        int format = in.getShort() & 0xffff;
        channels = in.getShort();
        rateHz = in.getInt();
        in.position(in.position() + 6);
        if (format != PCM && format != EXTENSIBLE || in.getShort() != 16) {
          throw new IOException(path + " is not 16-bit linear PCM");
        }
      } else if ("data".equals(chunk) && channels > 0) {
        return new WavFile(rateHz, samples(in, Math.min(length, in.remaining()), channels));
      }
      in.position(next);
    }
    throw new IOException(path + " has no sound");
  }

  private static String tag(ByteBuffer in) {
    byte[] letters = new byte[4];
    in.get(letters);
    return new String(letters, StandardCharsets.US_ASCII);
  }

  private static short[][] samples(ByteBuffer in, int bytes, int channels) {
    int count = bytes / 2 / channels;
    short[][] samples = new short[channels][count];
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < channels; c++) {
        samples[c][n] = in.getShort();
      }
    }
    return samples;
  }

  static void write(Path path, int rateHz, short[] samples) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) PCM).putShort((short) 1).putInt(rateHz).putInt(2 * rateHz);
    out.putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
    for (short sample : samples) {
      out.putShort(sample);
    }
    Files.write(path, out.array());
  }
}
