package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import talkspurt.loadtest.Sound;
import talkspurt.loadtest.WavFile;

/** A sentence of the caller's: its sound, and what a recogniser makes of it. */
record Clip(String words, Sound sound) {

  static Clip of(Path say, String name, String words) throws IOException {
    return new Clip(words, WavFile.read(say.resolve(name + ".wav")).at(Phone.RATE_HZ));
  }

  /** Without its last so many ms, so that it ends at once, in the middle of its last vowel. */
  Clip endingEarlier(int ms) {
    int length = sound.samples().length - ms * Phone.RATE_HZ / 1000;
    return new Clip(words, new Sound(Phone.RATE_HZ, Arrays.copyOf(sound.samples(), length)));
  }

  /** Without the silence behind it, in whole frames. */
  Clip upToItsLastSound() {
    short[] all = sound.samples();
    int end = (all.length + Phone.FRAME - 1) / Phone.FRAME * Phone.FRAME;
    while (end > 0
        && Sound.dbfs(Arrays.copyOfRange(all, end - Phone.FRAME, end)) <= Phone.SOUND_DBFS)
      end -= Phone.FRAME;
    return new Clip(words, new Sound(Phone.RATE_HZ, Arrays.copyOf(all, end)));
  }

  long nanos() {
    return sound.samples().length * 1_000_000_000L / Phone.RATE_HZ;
  }
}
