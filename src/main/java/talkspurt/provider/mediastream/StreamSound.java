package talkspurt.provider.mediastream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.audio.SoundFormat;
import talkspurt.audio.Wav;
import talkspurt.audio.WavSequence;
import talkspurt.provider.bot.SoundBytes;
import talkspurt.provider.mediastream.MediaLabel.Coding;

/**
 * The payloads of a bot as sound: what their labels tell; without one µ-law, unless a WAV file begins, or
 * the first of it shows that it is linear or A-law. Not thread-safe.
 */
final class StreamSound {

  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WAVE = "WAVE".getBytes(StandardCharsets.US_ASCII);
  private static final int WAVE_AT = 8;
  private static final byte[] MP3_TAG = "ID3".getBytes(StandardCharsets.US_ASCII);

  private final SoundBytes sound =
      new SoundBytes(Reading.MU_LAW, MediaLabel.NONE.rateHz(), EnumSet.allOf(Reading.class));
  private Optional<WavSequence> file = Optional.empty();
  private boolean packed;

  /** What the sound is where it is not the µ-law that was asked for, in words; else empty. */
  String other() {
    return file.isPresent()
        ? "a WAV file"
        : switch (sound.shown()) {
          case MU_LAW -> "";
          case A_LAW -> "A-law";
          case AS_RECEIVED -> "16-bit linear, read at 8 kHz";
          case BYTES_SWAPPED -> "16-bit linear, the upper byte first, read at 8 kHz";
        };
  }

  /** Nothing of what came is to be played any more; what comes next begins anew. */
  void clear() {
    file = Optional.empty();
    sound.begin();
    packed = false;
  }

  /** The sound of a payload; empty where it cannot be read. */
  Optional<List<AudioFrame>> read(BotMessage.Media media) {
    byte[] payload = media.payload();
    if (begins(payload, 0, RIFF) && begins(payload, WAVE_AT, WAVE)) {
      file = Optional.of(new WavSequence(Wav.Channels.MIXED));
    }
    if (file.isPresent() && !file.get().complete()) {
      return ofFile(payload);
    }
    boolean bare = media.label().coding() != Coding.UNTOLD;
    packed |= !bare && sound.judges() && isPacked(payload);
    return packed && !bare ? Optional.empty() : Optional.of(ofSamples(payload, media.label()));
  }

  private Optional<List<AudioFrame>> ofFile(byte[] payload) {
    try {
      return Optional.of(file.orElseThrow().read(payload));
    } catch (Wav.Unreadable unreadable) {
      clear();
      packed = true;
      return Optional.empty();
    }
  }

  /** Frames of MPEG without a tag are not looked for: quiet µ-law looks like their heads. */
  private static boolean isPacked(byte[] payload) {
    return switch (SoundFormat.of(payload, true).orElse(SoundFormat.SAMPLES)) {
      case SAMPLES, WAV, TEXT, AAC -> false;
      case MP3 -> begins(payload, 0, MP3_TAG);
      default -> true;
    };
  }

  private List<AudioFrame> ofSamples(byte[] payload, MediaLabel label) {
    Reading as = switch (label.coding()) {
      case UNTOLD -> sound.judged(payload);
      case MU_LAW -> Reading.MU_LAW;
      case A_LAW -> Reading.A_LAW;
      case LINEAR -> Reading.AS_RECEIVED;
    };
    short[] samples = sound.samples(payload, as);
    return samples.length == 0 ? List.of() : List.of(new AudioFrame(label.rateHz(), samples));
  }

  private static boolean begins(byte[] payload, int at, byte[] tag) {
    return payload.length >= at + tag.length
        && Arrays.equals(payload, at, at + tag.length, tag, 0, tag.length);
  }
}
