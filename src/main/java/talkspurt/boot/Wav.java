package talkspurt.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.WavSequence;

/** Reads recordings: WAV files of one channel, in whatever {@link WavSequence} reads. */
public final class Wav {

  private static final int LONGEST_SECONDS = 600;
  private static final int BLOCK_BYTES = 1 << 16;

  private Wav() {}

  /** The whole recording; an {@link IllegalArgumentException} says what is wrong with it. */
  public static AudioFrame read(Path file) {
    WavSequence wav = new WavSequence(talkspurt.audio.Wav.Channels.ONE);
    try (InputStream in = Files.newInputStream(file)) {
      List<AudioFrame> pieces = new ArrayList<>();
      byte[] block = new byte[BLOCK_BYTES];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        add(file, wav.read(Arrays.copyOf(block, count)), pieces);
      }
      add(file, wav.end(), pieces);
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

  private static void add(Path file, List<AudioFrame> read, List<AudioFrame> pieces) {
    for (AudioFrame piece : read) {
      pieces.add(piece);
      int rateHz = pieces.get(0).rateHz();
      if (piece.rateHz() != rateHz) {
        throw unreadable(file, "of " + rateHz + " Hz and then " + piece.rateHz() + " Hz", null);
      }
      if (samples(pieces) > (long) LONGEST_SECONDS * rateHz) {
        throw unreadable(file, "longer than " + LONGEST_SECONDS + " s", null);
      }
    }
  }

  private static long samples(List<AudioFrame> pieces) {
    return pieces.stream().mapToLong(piece -> piece.samples().length).sum();
  }

  private static IllegalArgumentException unreadable(Path file, String why, Exception cause) {
    return new IllegalArgumentException(
        file + " cannot be read (" + why + "); allowed: a WAV file of one channel", cause);
  }
}
