package talkspurt.provider.recorded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.Synthesizer.Sound;

/** Sound that is there as a whole, in the pieces it is played in. */
final class Pieces {

  private static final int PIECE_MS = 100;

  private Pieces() {}

  static List<Sound> of(AudioFrame whole) {
    short[] samples = whole.samples();
    int size = whole.rateHz() * PIECE_MS / 1000;
    List<Sound> pieces = new ArrayList<>();
    for (int from = 0; from < samples.length; from += size) {
      short[] piece = Arrays.copyOfRange(samples, from, Math.min(from + size, samples.length));
      pieces.add(new Sound.Pcm(new AudioFrame(whole.rateHz(), piece)));
    }
    return pieces;
  }
}
