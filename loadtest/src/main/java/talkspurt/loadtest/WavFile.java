package talkspurt.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Wav files of 16-bit mono samples. */
public final class WavFile {
  static final int HEADER_BYTES = 44;
  private static final long MAX_BYTES = 64L << 20;

  private WavFile() {}

  /** @throws IOException in words for the user, if the file is not what we can say */
  public static Sound read(Path file) throws IOException {
    if (!Files.isReadable(file)) throw new IOException(file + " cannot be read");
    if (Files.size(file) > MAX_BYTES) throw new IOException(file + " is larger than 64 MiB");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 12
        || !tag(bytes).equals("RIFF")
        || bytes.getInt() == 0
        || !tag(bytes).equals("WAVE")) throw new IOException(file + " is not a wav file");
    int rateHz = 0;
    while (bytes.remaining() >= 8) {
      String chunk = tag(bytes);
      int length = bytes.getInt();
      ByteBuffer body = bytes.slice(
          bytes.position(), length < 0 ? bytes.remaining() : Math.min(length, bytes.remaining()));
      body.order(ByteOrder.LITTLE_ENDIAN);
      if (chunk.equals("data") && rateHz > 0) {
        short[] samples = new short[body.remaining() / 2];
        body.asShortBuffer().get(samples);
        return new Sound(rateHz, samples);
      }
      if (chunk.equals("fmt ")) {
        if (body.remaining() < 16 || body.getShort(2) != 1 || body.getShort(14) != 16)
          throw new IOException(file + " is not 16-bit mono PCM");
        rateHz = body.getInt(4);
        if (rateHz < 4_000 || rateHz > 192_000)
          throw new IOException(file + " has a rate of " + rateHz + " Hz");
      }
      bytes.position(
          bytes.position() + Math.min(bytes.remaining(), body.capacity() + (length & 1)));
    }
    throw new IOException(file + " holds no samples");
  }

  private static String tag(ByteBuffer bytes) {
    byte[] tag = new byte[4];
    bytes.get(tag);
    return new String(tag, StandardCharsets.US_ASCII);
  }

  public static byte[] header(int rateHz, long samples) {
    int length = (int) Math.min(samples * 2, Integer.MAX_VALUE - HEADER_BYTES);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(length + HEADER_BYTES - 8);
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    header.putShort((short) 1).putShort((short) 1).putInt(rateHz).putInt(2 * rateHz);
    header.putShort((short) 2).putShort((short) 16);
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    return header.array();
  }
}
