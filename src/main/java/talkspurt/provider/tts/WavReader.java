package talkspurt.provider.tts;

import java.util.List;
import talkspurt.audio.Wav;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/** Reads a WAV file while it comes, as {@link Wav} does; what cannot be read is a fault that says why. */
public final class WavReader implements SoundReader {

  private final String provider;
  private final Wav wav = new Wav(Wav.Channels.MIXED);
  private final SoundPieces pieces;

  /** A reader of one file. */
  public WavReader(String provider) {
    this.provider = provider;
    this.pieces = new SoundPieces(provider);
  }

  @Override
  public List<Sound> read(byte[] bytes) {
    try {
      short[] samples = wav.read(bytes);
      return samples.length == 0 ? List.of() : pieces.of(wav.rateHz(), samples);
    } catch (Wav.Unreadable unreadable) {
      throw fault(unreadable);
    }
  }

  @Override
  public List<Sound> end() {
    try {
      wav.end();
      return List.of();
    } catch (Wav.Unreadable unreadable) {
      throw fault(unreadable);
    }
  }

  private ProviderFault fault(Wav.Unreadable unreadable) {
    return ProviderFault.of(Kind.BROKE_PROTOCOL, provider, unreadable.getMessage());
  }
}
