package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.fake.Sounds;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer.Sound;

class SampleOrderTest {

  private static final int RATE_HZ = 24_000;
  private static final short[] VOICE = Sounds.then(
          Sounds.silence(RATE_HZ, 170), Sounds.tones(RATE_HZ, 300, -20, 150, 310, 520))
      .samples();

  static Stream<Arguments> orders() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
        .flatMap(order -> Stream.of(1, 2, 3).map(channels -> Arguments.of(order, channels)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theSoundTellsTheOrderHoweverItIsCut(ByteOrder order, int channels) {
    byte[] bytes = bytes(VOICE, order, channels);
    for (int round = 0; round < 10; round++) {
      SoundReader reader = listening(channels);
      assertThat(Speaking.samples(read(reader, bytes, new Random(round)))).isEqualTo(VOICE);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anOrderThatIsToldIsBelieved(ByteOrder order, int channels) {
    short[] hiss = Sounds.white(RATE_HZ, 300, -20, 5).samples();
    SoundReader reader = reader(channels, Optional.of(order));
    assertThat(Speaking.samples(read(reader, bytes(hiss, order, channels), new Random(1))))
        .isEqualTo(hiss);
  }

  @Test
  void whatNoOrderMakesSmootherIsReadAsTheTypeMeansAndNotHeldForLong() {
    short[] hiss = Sounds.white(RATE_HZ, 1000, -20, 5).samples();
    byte[] bytes = bytes(hiss, ByteOrder.BIG_ENDIAN, 1);
    SoundReader reader = listening(1);
    assertThat(reader.read(Arrays.copyOf(bytes, RATE_HZ - 2))).isEmpty();
    assertThat(Speaking.samples(reader.read(Arrays.copyOfRange(bytes, RATE_HZ - 2, RATE_HZ))))
        .isEqualTo(Arrays.copyOf(hiss, RATE_HZ / 2));
    SoundReader brief = listening(1);
    assertThat(brief.read(Arrays.copyOf(bytes, 2000))).isEmpty();
    assertThat(Speaking.samples(brief.end())).isEqualTo(Arrays.copyOf(hiss, 1000));
  }

  @Test
  void channelsAreMixedByTheirMean() {
    byte[] two = {0x01, 0x00, 0x03, 0x00, (byte) 0xff, (byte) 0x80, (byte) 0xff, 0x00, 0x55};
    SoundReader reader = reader(2, Optional.of(ByteOrder.BIG_ENDIAN));
    assertThat(Speaking.samples(read(reader, two, new Random(2)))).containsExactly(0x200, -192);
  }

  @Test
  void whatIsNoBareSamplesIsPassedOn() {
    byte[] file = ByteBuffer.allocate(44 + 2000)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF1234WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putInt(0x0001_0001)
        .putInt(16_000)
        .putInt(32_000)
        .putInt(0x0010_0002)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(0)
        .putShort((short) 77)
        .array();
    List<Sound> sounds = read(listening(2), file, new Random(3));
    assertThat(Speaking.rateHz(sounds)).isEqualTo(16_000);
    assertThat(Speaking.samples(sounds)).hasSize(1000).startsWith((short) 77);
    byte[] text = "{\"error\": \"no such voice today\"}".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> read(listening(1), text, new Random(4)))
        .hasMessage("text where bare samples were asked for");
    assertThat(read(listening(1), new byte[0], new Random(5))).isEmpty();
  }

  private static SoundReader listening(int channels) {
    return reader(channels, Optional.empty());
  }

  private static SoundReader reader(int channels, Optional<ByteOrder> order) {
    return new SampleOrder(new PcmReader("voice", RATE_HZ), RATE_HZ, channels, order);
  }

  private static byte[] bytes(short[] samples, ByteOrder order, int channels) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * channels * samples.length).order(order);
    for (short sample : samples) {
      for (int channel = 0; channel < channels; channel++) {
        bytes.putShort(sample);
      }
    }
    return bytes.array();
  }

  private static List<Sound> read(SoundReader reader, byte[] bytes, Random random) {
    List<Sound> sounds = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 7 : 3000));
      sounds.addAll(reader.read(Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    sounds.addAll(reader.end());
    return sounds;
  }
}
