package talkspurt.provider.tts;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.audio.SoundFormat;
import talkspurt.audio.Wav;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

/**
 * What the content type of an answer says of the sound in it. Servers were seen to call bare samples
 * {@code audio/mpeg}, so a compressed type alone is no fault: then the bytes are looked at more closely.
 *
 * @param type such as {@code audio/wav}, in lower case, without parameters
 * @param rateHz samples per second, where the type tells a rate that is taken
 * @param channels of bare samples, at least 1
 * @param order of the bytes of bare samples; empty where only the sound can tell
 */
record TtsContentType(String type, OptionalInt rateHz, int channels, Optional<ByteOrder> order) {

  static final TtsContentType NONE =
      new TtsContentType("", OptionalInt.empty(), 1, Optional.of(ByteOrder.LITTLE_ENDIAN));

  private static final Pattern RATE =
      Pattern.compile(";\\s*(?:sample-?)?rate\\s*=\\s*\"?([0-9]{4,6})\\b");

  private static final Pattern CHANNELS =
      Pattern.compile(";\\s*channels\\s*=\\s*\"?([1-9][0-9]?)\\b");

  private static final Pattern ENDIANNESS =
      Pattern.compile(";\\s*endian(?:ness)?\\s*=\\s*\"?(little|big)");

  private static final String NETWORK_ORDER = "audio/l16";

  private static final int USUAL_RATE_HZ = 24_000;

  private static final Set<String> OTHER_SAMPLES = Set.of(
      "audio/l8",
      "audio/l20",
      "audio/l24",
      "audio/basic",
      "audio/pcmu",
      "audio/pcma",
      "audio/mulaw",
      "audio/alaw",
      "audio/x-mulaw",
      "audio/x-alaw",
      "audio/g711",
      "audio/g722");

  private static final Pattern COMPRESSED =
      Pattern.compile("(audio|video)/.*(mpeg|mp3|mp4|aac|m4a|ogg|opus|flac|webm|amr).*");

  private static final int CLOSE_LOOK_BYTES = 4096;

  /** The label in a content type. */
  static TtsContentType of(String contentType) {
    String all = contentType.toLowerCase(Locale.ROOT).strip();
    Matcher rate = RATE.matcher(all);
    OptionalInt rateHz = OptionalInt.empty();
    if (rate.find()) {
      int told = Integer.parseInt(rate.group(1));
      boolean taken = told >= Wav.LEAST_RATE_HZ && told <= Wav.MAX_RATE_HZ;
      rateHz = taken ? OptionalInt.of(told) : rateHz;
    }
    String type = all.split(";", 2)[0].strip();
    Matcher channels = CHANNELS.matcher(all);
    return new TtsContentType(
        type, rateHz, channels.find() ? Integer.parseInt(channels.group(1)) : 1, order(type, all));
  }

  private static Optional<ByteOrder> order(String type, String all) {
    Matcher told = ENDIANNESS.matcher(all);
    if (told.find()) {
      return Optional.of(
          told.group(1).equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
    return type.equals(NETWORK_ORDER) ? Optional.empty() : Optional.of(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether it is no sound, but something that a person or a program reads. */
  boolean text() {
    return type.startsWith("text/")
        || type.startsWith("image/")
        || type.matches("application/(.*json|.*xml|javascript|problem.*)");
  }

  /** A reader that believes the label where it should. */
  SoundReader checked(String provider, SoundReader reader) {
    if (OTHER_SAMPLES.contains(type)) {
      throw fault(provider, type + " where linear samples were asked for");
    }
    if (COMPRESSED.matcher(type).matches()) {
      return new Suspicious(provider, reader);
    }
    boolean plain =
        channels == 1 && order.filter(ByteOrder.LITTLE_ENDIAN::equals).isPresent();
    return plain ? reader : new SampleOrder(reader, rateHz.orElse(USUAL_RATE_HZ), channels, order);
  }

  private static ProviderFault fault(String provider, String detail) {
    return ProviderFault.of(Kind.BROKE_PROTOCOL, provider, detail);
  }

  /** Holds the first bytes back until no frames of MPEG audio are found in them. */
  private final class Suspicious implements SoundReader {

    private final String provider;
    private final SoundReader reader;
    private byte[] head = new byte[0];
    private boolean cleared;

    Suspicious(String provider, SoundReader reader) {
      this.provider = provider;
      this.reader = reader;
    }

    @Override
    public List<Sound> read(byte[] bytes) {
      if (cleared) {
        return reader.read(bytes);
      }
      int before = head.length;
      head = Arrays.copyOf(head, before + bytes.length);
      System.arraycopy(bytes, 0, head, before, bytes.length);
      return head.length < CLOSE_LOOK_BYTES ? List.of() : clear();
    }

    private List<Sound> clear() {
      boolean wav = SoundFormat.of(head, true).filter(SoundFormat.WAV::equals).isPresent();
      if (!wav && SoundFormat.holdsFrames(head)) {
        throw fault(provider, type + " where linear samples were asked for");
      }
      cleared = true;
      byte[] all = head;
      head = new byte[0];
      return all.length == 0 ? List.of() : reader.read(all);
    }

    @Override
    public List<Sound> end() {
      List<Sound> sounds = new ArrayList<>(cleared ? List.of() : clear());
      sounds.addAll(reader.end());
      return sounds;
    }
  }
}
