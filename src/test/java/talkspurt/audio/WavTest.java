package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.Wav.Channels;

class WavTest {

  private static final int PCM = 1;
  private static final int FLOAT = 3;

  /** Multiples of 256, so that each encoding but the laws has them as they are. */
  private static final short[] SAMPLES = samples(3000);

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("8 bit", plain(PCM, 1, 8), encoded(1, WavTest::unsigned)),
        Arguments.of("16 bit", plain(PCM, 1, 16), encoded(2, ByteBuffer::putShort)),
        Arguments.of("24 bit", plain(PCM, 1, 24), encoded(3, (out, s) -> high(out, s, 3))),
        Arguments.of("32 bit", plain(PCM, 1, 32), encoded(4, (out, s) -> high(out, s, 4))),
        Arguments.of("12 bit in 16", format(PCM, 1, 8000, 2, 12), encoded(2, ByteBuffer::putShort)),
        Arguments.of(
            "24 bit in 32", format(PCM, 1, 8000, 4, 24), encoded(4, (out, s) -> high(out, s, 4))),
        Arguments.of(
            "float", plain(FLOAT, 1, 32), encoded(4, (out, s) -> out.putFloat(s / 32_768f))),
        Arguments.of(
            "double", plain(FLOAT, 1, 64), encoded(8, (out, s) -> out.putDouble(s / 32_768.0))),
        Arguments.of("extensible", extensible(PCM, 1, 16), encoded(2, ByteBuffer::putShort)),
        Arguments.of(
            "extensible 24 bit", extensible(PCM, 1, 24), encoded(3, (out, s) -> high(out, s, 3))),
        Arguments.of(
            "extensible float",
            extensible(FLOAT, 1, 32),
            encoded(4, (out, s) -> out.putFloat(s / 32_768f))),
        Arguments.of(
            "two alike",
            plain(PCM, 2, 16),
            encoded(4, (out, s) -> out.putShort(s).putShort(s))),
        Arguments.of("six of which one sounds", plain(PCM, 6, 24), encoded(18, (out, s) -> {
          high(out, s, 3);
          high(out, s, 3);
          high(out, s, 3);
          high(out, s, 3);
          high(out, s, 3);
          high(out, s, 3);
        })));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void anEncodingIsReadHoweverItsBytesAreCut(String name, byte[] format, byte[] data) {
    byte[] file = file("RIFF", chunk("fmt ", format), chunk("data", data));
    assertThat(read(file, Channels.MIXED)).isEqualTo(SAMPLES);
    Random random = new Random(3);
    for (int round = 0; round < 30; round++) {
      assertThat(read(file, Channels.MIXED, random)).isEqualTo(SAMPLES);
    }
  }

  @Test
  void theLawsOfTelephonyAreRead() {
    byte[] mu = file("RIFF", chunk("fmt ", plain(7, 1, 8)), chunk("data", G711.toMuLaw(SAMPLES)));
    assertThat(read(mu, Channels.ONE)).isEqualTo(G711.fromMuLaw(G711.toMuLaw(SAMPLES)));
    byte[] a =
        file("RIFF", chunk("fmt ", extensible(6, 1, 8)), chunk("data", G711.toALaw(SAMPLES)));
    assertThat(read(a, Channels.ONE)).isEqualTo(G711.fromALaw(G711.toALaw(SAMPLES)));
  }

  @Test
  void whatIsLouderThanAllowedOrNoNumberIsClipped() {
    byte[] loud = encoded(
        new short[] {1, 2, 3, 4},
        4,
        (out, s) ->
            out.putFloat(s == 1 ? 7 : s == 2 ? -7 : s == 3 ? Float.NaN : Float.NEGATIVE_INFINITY));
    assertThat(read(
            file("RIFF", chunk("fmt ", plain(FLOAT, 1, 32)), chunk("data", loud)), Channels.ONE))
        .containsExactly(Short.MAX_VALUE, Short.MIN_VALUE, 0, Short.MIN_VALUE);
  }

  @Test
  void channelsAreMixedByTheirMean() {
    byte[] two = encoded(
        new short[] {1000, -4000}, 4, (out, s) -> out.putShort(s).putShort((short) (s / 2)));
    assertThat(read(
            file("RIFF", chunk("fmt ", plain(PCM, 2, 16)), chunk("data", two)), Channels.MIXED))
        .containsExactly(750, -3000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x7fff_0000L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
  void aLengthThatWasNeverGoneBackToMeansUpToTheEnd(long length) {
    byte[] data = encoded(2, ByteBuffer::putShort);
    for (String kind : new String[] {"RIFF", "RF64"}) {
      byte[] file = file(kind, chunk("fmt ", plain(PCM, 1, 16)), chunk("data", length, data));
      assertThat(read(file, Channels.ONE, new Random(5))).isEqualTo(SAMPLES);
    }
  }

  @Test
  void aFileThatEndsBeforeItsLengthIsReadAsFarAsItIs() {
    byte[] data = encoded(2, ByteBuffer::putShort);
    byte[] file = file("RIFF", chunk("fmt ", plain(PCM, 1, 16)), chunk("data", 90_000, data));
    assertThat(read(file, Channels.ONE)).isEqualTo(SAMPLES);
    assertThat(read(Arrays.copyOf(file, file.length - 1), Channels.ONE))
        .isEqualTo(Arrays.copyOf(SAMPLES, SAMPLES.length - 1));
  }

  @Test
  void aLengthThatIsWideIsTaken() {
    byte[] sizes = ByteBuffer.allocate(28)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(8, 2L * SAMPLES.length)
        .array();
    byte[] file = file(
        "RF64",
        chunk("ds64", sizes),
        chunk("fmt ", plain(PCM, 1, 16)),
        chunk("data", 0xffff_ffffL, encoded(2, ByteBuffer::putShort)),
        chunk("LIST", new byte[26]));
    assertThat(read(file, Channels.ONE)).isEqualTo(SAMPLES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 25, 26, 4096, 100_001})
  void chunksThatAreNotNeededArePassedOver(int bytes) {
    byte[] text = new byte[bytes];
    Arrays.fill(text, (byte) 'd');
    byte[] wide = Arrays.copyOf(plain(PCM, 1, 16), 18);
    byte[] odd = Arrays.copyOf(plain(PCM, 1, 16), 17);
    byte[] data = chunk("data", encoded(2, ByteBuffer::putShort));
    for (byte[] format : new byte[][] {wide, odd, Arrays.copyOf(extensible(PCM, 1, 16), 41)}) {
      byte[] padded = file(
          "RIFF",
          chunk("JUNK", text),
          chunk("fmt ", format),
          chunk("LIST", text),
          data,
          chunk("id3 ", text));
      assertThat(read(padded, Channels.ONE, new Random(6))).isEqualTo(SAMPLES);
      byte[] unpadded = file(
          "RIFF",
          head("JUNK", bytes),
          text,
          chunk("fmt ", format),
          head("LIST", bytes),
          text,
          data);
      assertThat(read(unpadded, Channels.ONE, new Random(7))).isEqualTo(SAMPLES);
    }
  }

  static Stream<Arguments> unreadable() {
    byte[] data = chunk("data", encoded(2, ByteBuffer::putShort));
    byte[] plain = chunk("fmt ", plain(PCM, 1, 16));
    return Stream.of(
        Arguments.of("ADPCM with 4 bits", file("RIFF", chunk("fmt ", plain(0x11, 1, 4)), data)),
        Arguments.of("ADPCM", file("RIFF", chunk("fmt ", extensible(2, 1, 4)), data)),
        Arguments.of("GSM", file("RIFF", chunk("fmt ", plain(0x31, 1, 0)), data)),
        Arguments.of("MPEG audio", file("RIFF", chunk("fmt ", plain(0x55, 1, 0)), data)),
        Arguments.of("encoding 0x1234", file("RIFF", chunk("fmt ", plain(0x1234, 1, 16)), data)),
        Arguments.of("PCM with 0 bits", file("RIFF", chunk("fmt ", plain(PCM, 1, 0)), data)),
        Arguments.of("PCM with 64 bits", file("RIFF", chunk("fmt ", plain(PCM, 1, 64)), data)),
        Arguments.of("float with 16 bits", file("RIFF", chunk("fmt ", plain(FLOAT, 1, 16)), data)),
        Arguments.of("2 channels", file("RIFF", chunk("fmt ", plain(PCM, 2, 16)), data)),
        Arguments.of("0 channels", file("RIFF", chunk("fmt ", plain(PCM, 0, 16)), data)),
        Arguments.of("4000 Hz", file("RIFF", chunk("fmt ", format(PCM, 1, 4000, 2, 16)), data)),
        Arguments.of("4294967295 Hz", file("RIFF", chunk("fmt ", format(PCM, 1, -1, 2, 16)), data)),
        Arguments.of("a format of 14 bytes", file("RIFF", chunk("fmt ", new byte[14]), data)),
        Arguments.of("does not tell its rate", file("RIFF", data)),
        Arguments.of("without sound", file("RIFF", plain)),
        Arguments.of("without sound", Arrays.copyOf(file("RIFF", plain, data), 40)),
        Arguments.of("big-endian WAV file", file("RIFX", plain, data)),
        Arguments.of("an AIFF file", file("FORM", plain, data)),
        Arguments.of("but MP3", "ID3\u0004 and so on and on".getBytes(StandardCharsets.ISO_8859_1)),
        Arguments.of("but Ogg", "OggS and so on and on".getBytes(StandardCharsets.ISO_8859_1)),
        Arguments.of("but text", "{\"error\": 7}".getBytes(StandardCharsets.ISO_8859_1)),
        Arguments.of("no WAV file", "RIFF0000AVI LIST".getBytes(StandardCharsets.ISO_8859_1)),
        Arguments.of("no WAV file", new byte[3]),
        Arguments.of("no WAV file", new byte[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void whatCannotBeReadSaysWhy(String why, byte[] file) {
    assertThatThrownBy(() -> read(file, Channels.ONE, new Random(8)))
        .isInstanceOf(Wav.Unreadable.class)
        .hasMessageContaining(why);
  }

  @Test
  void aHeadWithoutEndIsGivenUp() {
    byte[] junk = file("RIFF", chunk("JUNK", 0xf000_0000L, new byte[1000]));
    Wav wav = new Wav(Channels.ONE);
    wav.read(junk);
    assertThatThrownBy(() -> {
          for (int round = 0; round < 20_000; round++) {
            wav.read(new byte[1000]);
          }
        })
        .hasMessageContaining("without sound in its first 16 MB");
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(10);
    byte[] file = file(
        "RF64",
        chunk("ds64", new byte[28]),
        chunk("LIST", new byte[5]),
        chunk("fmt ", extensible(PCM, 1, 24)),
        chunk("data", new byte[300]));
    for (int round = 0; round < 20_000; round++) {
      byte[] broken = Arrays.copyOf(file, random.nextInt(file.length + 1));
      for (int change = 0; change < 4 && broken.length > 0; change++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      assertThatCode(() -> {
            try {
              read(broken, Channels.MIXED, random);
            } catch (Wav.Unreadable refused) {
              assertThat(refused.getMessage()).isNotBlank();
            }
          })
          .doesNotThrowAnyException();
    }
  }

  // ---- files

  private interface Encoder {
    void put(ByteBuffer out, short sample);
  }

  private static void unsigned(ByteBuffer out, short sample) {
    out.put((byte) ((sample >> 8) + 128));
  }

  /** The sample in the upper bytes. */
  private static void high(ByteBuffer out, short sample, int bytes) {
    for (int at = 2; at < bytes; at++) {
      out.put((byte) 0);
    }
    out.putShort(sample);
  }

  private static byte[] encoded(int bytes, Encoder encoder) {
    return encoded(SAMPLES, bytes, encoder);
  }

  private static byte[] encoded(short[] samples, int bytes, Encoder encoder) {
    ByteBuffer out = ByteBuffer.allocate(bytes * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      encoder.put(out, sample);
    }
    return out.array();
  }

  private static byte[] plain(int encoding, int channels, int bits) {
    return format(encoding, channels, 8000, channels * bits / 8, bits);
  }

  private static byte[] format(int encoding, int channels, int rateHz, int block, int bits) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) encoding)
        .putShort((short) channels)
        .putInt(rateHz)
        .putInt(rateHz * block)
        .putShort((short) block)
        .putShort((short) bits)
        .array();
  }

  private static byte[] extensible(int encoding, int channels, int bits) {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(plain(0xfffe, channels, bits))
        .putShort((short) 22)
        .putShort((short) bits)
        .putInt(4)
        .putShort((short) encoding)
        .putShort((short) 0)
        .putInt(0x0010_0000)
        .putInt(0xaa00_0080)
        .putInt(0x719b_3800)
        .array();
  }

  private static byte[] head(String name, long length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .putInt((int) length)
        .array();
  }

  private static byte[] chunk(String name, byte[] content) {
    return chunk(name, content.length, Arrays.copyOf(content, content.length + content.length % 2));
  }

  private static byte[] chunk(String name, long length, byte[] content) {
    return joined(head(name, length), content);
  }

  private static byte[] file(String kind, byte[]... chunks) {
    byte[] tags = (kind + "1234WAVE").getBytes(StandardCharsets.US_ASCII);
    return joined(tags, joined(chunks));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static short[] read(byte[] file, Channels channels) {
    Wav wav = new Wav(channels);
    short[] samples = wav.read(file);
    wav.end();
    assertThat(wav.rateHz()).isEqualTo(8000);
    return samples;
  }

  private static short[] read(byte[] file, Channels channels, Random random) {
    Wav wav = new Wav(channels);
    short[] all = new short[0];
    for (int from = 0; from < file.length; ) {
      int to = Math.min(file.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
      short[] more = wav.read(Arrays.copyOfRange(file, from, to));
      int before = all.length;
      all = Arrays.copyOf(all, before + more.length);
      System.arraycopy(more, 0, all, before, more.length);
      from = to;
    }
    wav.end();
    return all;
  }

  private static short[] samples(int count) {
    Random random = new Random(1);
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) (random.nextInt() << 8);
    }
    return samples;
  }
}
