package talkspurt.provider.tts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.SoundFormat;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/**
 * Reads signed 16-bit little-endian samples of one channel; an odd byte waits for its other half. A
 * WAV file in their place is read as one, at its own rate; what is neither is a fault that names it,
 * rather than noise.
 */
public final class PcmReader implements SoundReader {

  private final String provider;
  private final int rateHz;
  private final SoundPieces pieces;
  private byte[] head = new byte[0];
  private Optional<SoundReader> known = Optional.empty();

  /** A reader for sound at a rate. */
  public PcmReader(String provider, int rateHz) {
    this.provider = provider;
    this.rateHz = rateHz;
    this.pieces = new SoundPieces(provider);
  }

  @Override
  public List<Sound> read(byte[] bytes) {
    if (known.isPresent()) {
      return known.get().read(bytes);
    }
    int before = head.length;
    head = Arrays.copyOf(head, before + bytes.length);
    System.arraycopy(bytes, 0, head, before, bytes.length);
    return begin(false);
  }

  @Override
  public List<Sound> end() {
    List<Sound> rest = new ArrayList<>();
    if (known.isEmpty() && head.length > 0) {
      rest.addAll(begin(true));
    }
    known.ifPresent(reader -> rest.addAll(reader.end()));
    return rest;
  }

  private List<Sound> begin(boolean over) {
    Optional<SoundFormat> format = SoundFormat.of(head, over);
    if (format.isEmpty()) {
      return List.of();
    }
    byte[] all = head;
    head = new byte[0];
    SoundReader reader = switch (format.get()) {
      case SAMPLES -> new Samples();
      case WAV -> new WavReader(provider);
      default ->
        throw ProviderFault.of(
            Kind.BROKE_PROTOCOL,
            provider,
            format.get().words() + " where bare samples were asked for");
    };
    known = Optional.of(reader);
    return reader.read(all);
  }

  /** Bare samples. */
  private final class Samples implements SoundReader {

    private int odd = -1;

    @Override
    public List<Sound> read(byte[] bytes) {
      short[] samples = new short[(bytes.length + (odd < 0 ? 0 : 1)) / 2];
      int at = 0;
      for (int i = 0; i < samples.length; i++) {
        int low = odd >= 0 ? odd : bytes[at++] & 0xff;
        odd = -1;
        samples[i] = (short) (low | bytes[at++] << 8);
      }
      if (at < bytes.length) {
        odd = bytes[at] & 0xff;
      }
      return pieces.of(rateHz, samples);
    }

    @Override
    public List<Sound> end() {
      return List.of(); // half a sample at the end is nothing anybody would hear
    }
  }
}
