package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import talkspurt.loadtest.Sound;
import talkspurt.loadtest.WavFile;

/** A sentence of the caller's: its sound, and what a recogniser makes of it. */
record Clip(String words, Sound sound) {

  static Clip of(Path say, String name, String words) throws IOException {
    return new Clip(words, WavFile.read(say.resolve(name + ".wav")).at(Phone.RATE_HZ));
  }

  long nanos() {
    return sound.samples().length * 1_000_000_000L / Phone.RATE_HZ;
  }
}
