package talkspurt.provider.tts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

class SoundReaderTest {

  private static final short[] SAMPLES = samples(5000);

  @Test
  void samplesAreTheSameHoweverTheirBytesAreCut() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      PcmReader reader = new PcmReader("voice", 24_000);
      assertThat(read(reader, bytes(SAMPLES), random)).isEqualTo(SAMPLES);
    }
  }

  @Test
  void piecesAreOf40MsAtMost() {
    List<Sound> sounds = new PcmReader("voice", 8000).read(bytes(SAMPLES));
    assertThat(sounds)
        .hasSize(16)
        .allSatisfy(
            sound -> assertThat(((Sound.Pcm) sound).frame().durationMs()).isLessThanOrEqualTo(40));
  }

  @Test
  void halfASampleAtTheEndIsNothing() {
    PcmReader reader = new PcmReader("voice", 8000);
    assertThat(reader.read(new byte[] {1, 2, 3})).hasSize(1);
    reader.end();
  }

  @Test
  void soundWithoutEndIsAFault() {
    PcmReader reader = new PcmReader("voice", 8000);
    byte[] second = new byte[16_000];
    for (int i = 0; i < 600; i++) {
      reader.read(second);
    }
    assertThatThrownBy(() -> reader.read(second)).hasMessageContaining("more than 600 s");
  }

  @ParameterizedTest
  @ValueSource(longs = {10_000, 0, 0x7fff_f000L, 0xffff_ffffL, 0x7fff_ffffL})
  void aWavFileIsReadHoweverItIsCutAndWhateverLengthItTells(long length) {
    Random random = new Random(8);
    byte[] file = wav(22_050, 1, 16, length, SAMPLES, "LIST");
    for (int round = 0; round < 100; round++) {
      WavReader reader = new WavReader("voice");
      assertThat(read(reader, file, random)).isEqualTo(SAMPLES);
    }
    assertThat(Speaking.rateHz(new WavReader("voice").read(file))).isEqualTo(22_050);
  }

  @Test
  void whatStandsBehindTheSamplesIsNoSound() {
    byte[] file = wav(8000, 1, 16, 2 * SAMPLES.length, SAMPLES, "");
    byte[] longer = Arrays.copyOf(file, file.length + 501);
    assertThat(read(new WavReader("voice"), longer, new Random(9))).isEqualTo(SAMPLES);
  }

  @Test
  void whatIsNoWavFileIsAFaultThatSaysWhy() {
    faulty("4000 Hz", wav(4000, 1, 16, 0, SAMPLES, ""));
    faulty("no WAV file but text", "{\"error\": \"no such voice\"}".getBytes(UTF_8));
    faulty("no WAV file", new byte[3]);
  }

  @Test
  void aWavFileWhereSamplesWereAskedForIsReadAtItsOwnRate() {
    byte[] file = wav(22_050, 1, 16, 0, SAMPLES, "LIST");
    for (int round = 0; round < 50; round++) {
      assertThat(read(new PcmReader("voice", 8000), file, new Random(round))).isEqualTo(SAMPLES);
    }
    assertThat(Speaking.rateHz(new PcmReader("voice", 8000).read(file))).isEqualTo(22_050);
  }

  @Test
  void twoChannelsOfAVoiceAreMixed() {
    byte[] file = wav(8000, 2, 16, 0, new short[] {100, 300, -100, -300}, "");
    assertThat(read(new PcmReader("voice", 8000), file, new Random(3))).containsExactly(200, -200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OggS\0\2\0\0", "fLaC\0\0\0\"", "ID3\4\0\0\0\0", "FORM\0\0\0\0"})
  void whatIsNeitherSamplesNorWavIsAFaultAndNoNoise(String begin) {
    byte[] bytes = Arrays.copyOf(begin.getBytes(StandardCharsets.ISO_8859_1), 3000);
    for (int round = 0; round < 20; round++) {
      Random random = new Random(round);
      assertThatThrownBy(() -> read(new PcmReader("voice", 8000), bytes, random))
          .isInstanceOf(ProviderFault.class)
          .hasMessageContaining("where bare samples were asked for");
    }
  }

  @Test
  void aTextIsAFaultHoweverShort() {
    for (String text : List.of("{\"e\":1}", "<html><body>busy</body></html>", "no such voice")) {
      assertThatThrownBy(
              () -> read(new PcmReader("voice", 8000), text.getBytes(UTF_8), new Random(4)))
          .hasMessage("text where bare samples were asked for");
    }
  }

  @Test
  void whatWasHeldBackToBeLookedAtIsGivenOutAtTheEnd() {
    byte[] zeros = new byte[4]; // may be the head of an MP4 file
    PcmReader reader = new PcmReader("voice", 8000);
    assertThat(reader.read(zeros)).isEmpty();
    assertThat(Speaking.samples(reader.end())).hasSize(2);
    assertThat(new PcmReader("voice", 8000).end()).isEmpty();
  }

  @Test
  void anyBytesAreReadOrAFault() {
    Random random = new Random(10);
    byte[] file = wav(16_000, 1, 16, 0, SAMPLES, "LIST");
    for (int round = 0; round < 5000; round++) {
      byte[] broken = Arrays.copyOf(file, 44 + random.nextInt(100));
      for (int i = 0; i < 4; i++) {
        broken[random.nextInt(44)] = (byte) random.nextInt();
      }
      WavReader reader = new WavReader("voice");
      try {
        read(reader, broken, random);
      } catch (ProviderFault fault) {
        assertThat(fault.failure().kind()).isEqualTo(Kind.BROKE_PROTOCOL);
      }
    }
  }

  private static void faulty(String why, byte[] file) {
    assertThatThrownBy(() -> {
          WavReader reader = new WavReader("voice");
          reader.read(file);
          reader.end();
        })
        .isInstanceOf(ProviderFault.class)
        .hasMessageContaining(why);
  }

  private static short[] read(SoundReader reader, byte[] bytes, Random random) {
    List<Sound> sounds = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
      sounds.addAll(reader.read(Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    sounds.addAll(reader.end());
    return Speaking.samples(sounds);
  }

  private static short[] samples(int count) {
    Random random = new Random(1);
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) random.nextInt();
    }
    return samples;
  }

  static byte[] bytes(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  private static byte[] wav(
      int rateHz, int channels, int bits, long length, short[] samples, String other) {
    return wav(rateHz, channels, bits, length, samples, other, 27);
  }

  private static byte[] wav(
      int rateHz,
      int channels,
      int bits,
      long length,
      short[] samples,
      String other,
      int otherBytes) {
    ByteBuffer head = ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
    head.put("WAVE".getBytes(StandardCharsets.US_ASCII));
    if (!other.isEmpty()) {
      head.put(other.getBytes(StandardCharsets.US_ASCII)).putInt(otherBytes);
      head.put(new byte[otherBytes + otherBytes % 2]);
    }
    head.put("fmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    head.putShort((short) 1).putShort((short) channels).putInt(rateHz).putInt(rateHz * 2);
    head.putShort((short) 2).putShort((short) bits);
    head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt((int) length);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(head.array(), 0, head.position());
    file.writeBytes(bytes(samples));
    return file.toByteArray();
  }
}
