package talkspurt.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import talkspurt.audio.AudioFrame;

/**
 * A call recorded in stereo, cut to whole frames.
 *
 * @param name of the file
 * @param rateHz samples per second
 * @param line what the caller's line brought (left)
 * @param sent what the bot sent to the line at the same instants (right)
 */
record CallRecording(String name, int rateHz, short[] line, short[] sent) {

  /** Reads a recording; an {@link InputFailure} says what is wrong with it. */
  static CallRecording read(Path path) throws IOException {
    WavFile wav = WavFile.read(path);
    if (wav.channels().length != 2 && wav.channels().length != 3) {
      throw new InputFailure(
          path,
          wav.channels().length
              + " channels; allowed: 2, the caller's line left, the bot right; or 3, the third of which is"
              + " not looked at");
    }
    int size = AudioFrame.samplesPerFrame(wav.rateHz());
    int whole = wav.channels()[0].length / size * size;
    if (whole == 0) {
      throw new InputFailure(path, "shorter than 20 ms");
    }
    return new CallRecording(
        path.getFileName().toString(),
        wav.rateHz(),
        Arrays.copyOf(wav.channels()[0], whole),
        Arrays.copyOf(wav.channels()[1], whole));
  }

  int frameSamples() {
    return AudioFrame.samplesPerFrame(rateHz);
  }

  int frames() {
    return line.length / frameSamples();
  }

  double seconds() {
    return (double) line.length / rateHz;
  }
}
