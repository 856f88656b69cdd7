package talkspurt.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import talkspurt.audio.AudioFrame;

/** Reads recordings: WAV files of one channel, in any encoding the JDK turns into 16 bit linear. */
final class Wav {

  private static final int LEAST_RATE_HZ = 8000;
  private static final int MOST_RATE_HZ = 192_000;
  private static final int LONGEST_SECONDS = 600;

  private Wav() {}

  /** The whole recording; an {@link IllegalArgumentException} says what is wrong with it. */
  static AudioFrame read(Path file) {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      AudioFormat from = in.getFormat();
      int rateHz = (int) from.getSampleRate();
      if (from.getChannels() != 1 || rateHz < LEAST_RATE_HZ || rateHz > MOST_RATE_HZ) {
        throw new IllegalArgumentException(
            file + " is " + from + "; allowed: one channel, 8000 to 192000 Hz");
      }
      AudioFormat linear = new AudioFormat(rateHz, 16, 1, true, false);
      byte[] bytes =
          AudioSystem.getAudioInputStream(linear, in).readNBytes(2 * rateHz * LONGEST_SECONDS);
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return new AudioFrame(rateHz, samples);
    } catch (IOException | UnsupportedAudioFileException unreadable) {
      throw new IllegalArgumentException(
          file + " cannot be read (" + unreadable.getMessage() + "); allowed: a WAV file",
          unreadable);
    }
  }
}
