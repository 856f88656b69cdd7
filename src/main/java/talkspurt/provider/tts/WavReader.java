package talkspurt.provider.tts;

import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.Wav;
import talkspurt.audio.WavSequence;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/**
 * Reads a WAV file, or one behind the other, while they come, as {@link WavSequence} does; what cannot be
 * read is a fault that says why.
 */
public final class WavReader implements SoundReader {

  private final String provider;
  private final WavSequence wav = new WavSequence(Wav.Channels.MIXED);
  private final SoundPieces pieces;

  /** A reader of the files of one sentence. */
  public WavReader(String provider) {
    this.provider = provider;
    this.pieces = new SoundPieces(provider);
  }

  @Override
  public List<Sound> read(byte[] bytes) {
    try {
      return pieces(wav.read(bytes));
    } catch (Wav.Unreadable unreadable) {
      throw fault(unreadable);
    }
  }

  @Override
  public List<Sound> end() {
    try {
      return pieces(wav.end());
    } catch (Wav.Unreadable unreadable) {
      throw fault(unreadable);
    }
  }

  private List<Sound> pieces(List<AudioFrame> frames) {
    return frames.stream()
        .flatMap(frame -> pieces.of(frame.rateHz(), frame.samples()).stream())
        .toList();
  }

  private ProviderFault fault(Wav.Unreadable unreadable) {
    return ProviderFault.of(Kind.BROKE_PROTOCOL, provider, unreadable.getMessage());
  }
}
