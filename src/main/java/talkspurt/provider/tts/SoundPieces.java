package talkspurt.provider.tts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/** The samples of one sentence in pieces of 40 ms at most, so that playback need not hold more; without end they are a fault. */
final class SoundPieces {

  private static final int PIECE_MS = 40;
  private static final int LONGEST_SECONDS = 600;

  private final String provider;
  private long samplesRead;

  SoundPieces(String provider) {
    this.provider = provider;
  }

  List<Sound> of(int rateHz, short[] samples) {
    samplesRead += samples.length;
    if (samplesRead > (long) rateHz * LONGEST_SECONDS) {
      throw ProviderFault.of(
          Kind.BROKE_PROTOCOL, provider, "more than " + LONGEST_SECONDS + " s for one sentence");
    }
    int most = rateHz * PIECE_MS / 1000;
    List<Sound> sounds = new ArrayList<>();
    for (int from = 0; from < samples.length; from += most) {
      int to = Math.min(samples.length, from + most);
      sounds.add(new Sound.Pcm(new AudioFrame(rateHz, Arrays.copyOfRange(samples, from, to))));
    }
    return sounds;
  }
}
