package talkspurt.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A call of 8 kHz made for a test: the bot sends bursts of noise, the line returns them, later. */
final class RecordedCall {

  static final int RATE_HZ = 8000;

  final short[] sent;
  final short[] line;

  /** The bot speaks in bursts of 200 ms from 0.5 s on, except in the last second. */
  RecordedCall(double seconds) {
    sent = new short[(int) (seconds * RATE_HZ)];
    line = new short[sent.length];
    Random random = new Random(5);
    for (int n = 0; n < sent.length; n++) {
      boolean burst = n / 1600 % 4 != 3 && n >= RATE_HZ / 2 && n < sent.length - RATE_HZ;
      sent[n] = (short) (burst ? 3000 * random.nextGaussian() : 0);
      line[n] = (short) (4 * random.nextGaussian());
    }
  }

  RecordedCall echo(int delayMs, double gain) {
    int delay = delayMs * RATE_HZ / 1000;
    for (int n = delay; n < line.length; n++) {
      line[n] += (short) (gain * sent[n - delay]);
    }
    return this;
  }

  /** Adds the key 5, 100 ms long. */
  RecordedCall key5(double atS) {
    int from = (int) (atS * RATE_HZ);
    for (int n = from; n < from + RATE_HZ / 10; n++) {
      double t = 2 * Math.PI * n / RATE_HZ;
      line[n] = (short) (4000 * (Math.sin(770 * t) + Math.sin(1336 * t)));
    }
    return this;
  }

  /** Writes the line left and the bot right. */
  Path stereo(Path file) throws IOException {
    return write(file, 1, RATE_HZ, line, sent);
  }

  static Path mono(Path file, short[] samples) throws IOException {
    return write(file, 1, RATE_HZ, samples);
  }

  /** Writes a RIFF file of 16-bit samples that says it has the encoding and rate given. */
  static Path write(Path file, int encoding, int rateHz, short[]... channels) throws IOException {
    int bytes = 2 * channels.length * channels[0].length;
    ByteBuffer out = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) encoding).putShort((short) channels.length).putInt(rateHz);
    out.putInt(2 * channels.length * rateHz).putShort((short) (2 * channels.length));
    out.putShort((short) 16).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    for (int n = 0; n < channels[0].length; n++) {
      for (short[] channel : channels) {
        out.putShort(channel[n]);
      }
    }
    return Files.write(file, out.array());
  }
}
