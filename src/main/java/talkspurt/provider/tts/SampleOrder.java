package talkspurt.provider.tts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EncodingCheck;
import talkspurt.audio.SoundFormat;
import talkspurt.provider.Synthesizer.Sound;

/**
 * Makes bare samples of any byte order and number of channels what a {@link PcmReader} reads: little
 * endian, one channel, the mean of all. Of a type that means big endian but is also used for little
 * endian ({@code audio/L16}), the sound decides. What is no bare samples is passed on as it is.
 */
final class SampleOrder implements SoundReader {

  private static final int SURE_MS = 40;
  private static final int PIECES_PER_SECOND = 50;

  /** Half a second. */
  private static final int MAX_PIECES_HELD = 25;

  private final SoundReader reader;
  private final int rateHz;
  private final int channels;
  private Optional<ByteOrder> order;
  private Optional<Boolean> bare = Optional.empty();
  private byte[] held = {};

  /**
   * @param order of the bytes; empty to listen for it
   */
  SampleOrder(SoundReader reader, int rateHz, int channels, Optional<ByteOrder> order) {
    this.reader = reader;
    this.rateHz = rateHz;
    this.channels = channels;
    this.order = order;
  }

  @Override
  public List<Sound> read(byte[] bytes) {
    int before = held.length;
    held = Arrays.copyOf(held, before + bytes.length);
    System.arraycopy(bytes, 0, held, before, bytes.length);
    return give(false);
  }

  @Override
  public List<Sound> end() {
    List<Sound> sounds = new ArrayList<>(give(true));
    sounds.addAll(reader.end());
    return sounds;
  }

  private List<Sound> give(boolean over) {
    bare = bare.or(() -> SoundFormat.of(held, over).map(SoundFormat.SAMPLES::equals));
    if (bare.isEmpty()) {
      return List.of();
    }
    if (!bare.get()) {
      byte[] all = held;
      held = new byte[0];
      return all.length == 0 ? List.of() : reader.read(all);
    }
    order = order.or(() -> heard(over));
    if (order.isEmpty()) {
      return List.of();
    }
    short[] mixed = mixed();
    ByteBuffer bytes = ByteBuffer.allocate(2 * mixed.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(mixed);
    return mixed.length == 0 ? List.of() : reader.read(bytes.array());
  }

  private short[] mixed() {
    int frame = 2 * channels;
    ByteBuffer in = ByteBuffer.wrap(held).order(order.orElseThrow());
    short[] mixed = new short[held.length / frame];
    for (int i = 0; i < mixed.length; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += in.getShort(i * frame + 2 * channel);
      }
      mixed[i] = (short) (sum / channels);
    }
    held = Arrays.copyOfRange(held, mixed.length * frame, held.length);
    return mixed;
  }

  /** Where no order is smoother than the other, the one that the type means. */
  private Optional<ByteOrder> heard(boolean over) {
    EncodingCheck little = new EncodingCheck();
    EncodingCheck big = new EncodingCheck();
    int samples = rateHz / PIECES_PER_SECOND;
    int pieces = held.length / (2 * channels * samples);
    for (int piece = 0; piece < pieces; piece++) {
      little.hear(first(piece * samples, samples, ByteOrder.LITTLE_ENDIAN));
      big.hear(first(piece * samples, samples, ByteOrder.BIG_ENDIAN));
    }
    if (swapped(little)) {
      return Optional.of(ByteOrder.BIG_ENDIAN);
    }
    if (swapped(big)) {
      return Optional.of(ByteOrder.LITTLE_ENDIAN);
    }
    return over || pieces >= MAX_PIECES_HELD ? Optional.of(ByteOrder.BIG_ENDIAN) : Optional.empty();
  }

  private static boolean swapped(EncodingCheck check) {
    return check
        .better(SURE_MS)
        .filter(EncodingCheck.Reading.BYTES_SWAPPED::equals)
        .isPresent();
  }

  private AudioFrame first(int from, int count, ByteOrder as) {
    ByteBuffer in = ByteBuffer.wrap(held).order(as);
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = in.getShort((from + i) * 2 * channels);
    }
    return new AudioFrame(rateHz, samples);
  }
}
