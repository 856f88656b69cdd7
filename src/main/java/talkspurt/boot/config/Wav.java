package talkspurt.boot.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.audio.AudioFrame;

/** Reads recordings: WAV files of one channel, in whatever {@link talkspurt.audio.Wav} reads. */
final class Wav {

  private static final int LONGEST_SECONDS = 600;
  private static final int BLOCK_BYTES = 1 << 16;

  private Wav() {}

  /** The whole recording; an {@link IllegalArgumentException} says what is wrong with it. */
  static AudioFrame read(Path file) {
    talkspurt.audio.Wav wav = new talkspurt.audio.Wav(talkspurt.audio.Wav.Channels.ONE);
    try (InputStream in = Files.newInputStream(file)) {
      List<AudioFrame> pieces = new ArrayList<>();
      long samples = 0;
      byte[] block = new byte[BLOCK_BYTES];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        short[] read = wav.read(Arrays.copyOf(block, count));
        samples += read.length;
        if (samples > (long) LONGEST_SECONDS * wav.rateHz()) {
          throw unreadable(file, "longer than " + LONGEST_SECONDS + " s", null);
        }
        if (read.length > 0) {
          pieces.add(new AudioFrame(wav.rateHz(), read));
        }
      }
      wav.end();
      if (pieces.isEmpty()) {
        throw unreadable(file, "a WAV file without sound", null);
      }
      return AudioFrame.joined(pieces);
    } catch (talkspurt.audio.Wav.Unreadable why) {
      throw unreadable(file, why.getMessage(), why);
    } catch (IOException why) {
      throw unreadable(file, why.getClass().getSimpleName(), why);
    }
  }

  private static IllegalArgumentException unreadable(Path file, String why, Exception cause) {
    return new IllegalArgumentException(
        file + " cannot be read (" + why + "); allowed: a WAV file of one channel", cause);
  }
}
