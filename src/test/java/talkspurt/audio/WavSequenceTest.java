package talkspurt.audio;

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
import talkspurt.audio.Wav.Channels;

class WavSequenceTest {

  private static final short[] FIRST = samples(1, 700);
  private static final short[] SECOND = samples(2, 333);

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 0x7fff_f000L, 0xffff_ffffL, 50_000})
  void filesThatFollowOnOneAnotherAreReadWhateverLengthsTheyTell(long length) {
    byte[] stream = joined(
        file("RIFF", 8000, length, FIRST),
        file("RF64", 8000, length, SECOND),
        file("RIFF", 8000, length, FIRST));
    short[] all = joined(FIRST, SECOND, FIRST);
    for (int cut = 0; cut <= stream.length; cut++) {
      WavSequence wav = new WavSequence(Channels.ONE);
      List<AudioFrame> sound = new ArrayList<>(wav.read(Arrays.copyOf(stream, cut)));
      sound.addAll(wav.read(Arrays.copyOfRange(stream, cut, stream.length)));
      sound.addAll(wav.end());
      assertThat(AudioFrame.joined(sound).samples()).isEqualTo(all);
    }
    for (int bytes : new int[] {1, 2, 3, 5, 11, 44, 100}) {
      assertThat(AudioFrame.joined(read(stream, bytes)).samples()).isEqualTo(all);
    }
  }

  @Test
  void anOddByteBeforeTheNextFileIsNoSound() {
    byte[] stream =
        joined(file("RIFF", 8000, 0, FIRST), new byte[] {7}, file("RIFF", 8000, 0, SECOND));
    assertThat(AudioFrame.joined(read(stream, 9)).samples()).isEqualTo(joined(FIRST, SECOND));
  }

  @Test
  void eachFileHasItsOwnRate() {
    byte[] stream = joined(file("RIFF", 8000, -1, FIRST), file("RIFF", 22_050, 0, SECOND));
    for (int bytes : new int[] {1, 7, 5000}) {
      List<AudioFrame> sound = read(stream, bytes);
      assertThat(of(sound, 8000)).isEqualTo(FIRST);
      assertThat(of(sound, 22_050)).isEqualTo(SECOND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"R", "RIF", "RIFF1234WAV", "RIFF1234WAVX", "RIFR", "RIFFRIFF", "WAVE"})
  void whatOnlyBeginsLikeAFileIsSound(String text) {
    byte[] like = text.getBytes(StandardCharsets.US_ASCII);
    byte[] even = Arrays.copyOf(like, like.length + like.length % 2);
    byte[] stream = joined(file("RIFF", 8000, 0, FIRST), even);
    for (int bytes : new int[] {1, 2, 3, 5000}) {
      assertThat(AudioFrame.joined(read(stream, bytes)).samples()).hasSize(700 + even.length / 2);
    }
  }

  @Test
  void aHeadOfWhichNoSoundFollowsAnyMoreIsNoFault() {
    byte[] stream = joined(file("RIFF", 8000, 0, FIRST), file("RIFF", 8000, 0, new short[0]));
    for (int left = 0; left <= 44; left++) {
      byte[] cut = Arrays.copyOf(stream, stream.length - left);
      assertThat(AudioFrame.joined(read(cut, 10)).samples()).startsWith(FIRST);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(stream, 40), 10))
        .isInstanceOf(Wav.Unreadable.class)
        .hasMessageContaining("without sound");
    assertThatThrownBy(() -> read(new byte[0], 10)).hasMessageContaining("no WAV file");
  }

  @Test
  void aFileThatCannotBeReadIsToldBehindOneThatCan() {
    byte[] stream = joined(file("RIFF", 8000, -1, FIRST), file("RIFF", 4000, -1, SECOND));
    assertThatThrownBy(() -> read(stream, 100)).hasMessageContaining("4000 Hz");
  }

  @Test
  void aFileIsCompleteAtTheEndOfTheLengthItTells() {
    byte[] file = file("RIFF", 8000, -1, FIRST);
    WavSequence wav = new WavSequence(Channels.ONE);
    assertThat(wav.complete()).isFalse();
    wav.read(Arrays.copyOf(file, file.length - 1));
    assertThat(wav.complete()).isFalse();
    wav.read(new byte[1]);
    assertThat(wav.complete()).isTrue();
    wav.read(new byte[] {'R'});
    assertThat(wav.complete()).isFalse();
    WavSequence open = new WavSequence(Channels.ONE);
    open.read(file("RIFF", 8000, 0, FIRST));
    assertThat(open.complete()).isFalse();
  }

  private static List<AudioFrame> read(byte[] stream, int bytes) {
    WavSequence wav = new WavSequence(Channels.ONE);
    List<AudioFrame> sound = new ArrayList<>();
    for (int from = 0; from < stream.length; from += bytes) {
      int to = Math.min(stream.length, from + bytes);
      sound.addAll(wav.read(Arrays.copyOfRange(stream, from, to)));
    }
    sound.addAll(wav.end());
    return sound;
  }

  private static short[] of(List<AudioFrame> sound, int rateHz) {
    return AudioFrame.joined(
            sound.stream().filter(frame -> frame.rateHz() == rateHz).toList())
        .samples();
  }

  /** @param length in the header; -1 for the true one */
  private static byte[] file(String kind, int rateHz, long length, short[] samples) {
    ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((kind + "1234WAVEfmt ").getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putInt(0x0001_0001).putInt(rateHz).putInt(2 * rateHz).putInt(0x0010_0002);
    file.put("data".getBytes(StandardCharsets.US_ASCII));
    file.putInt(length < 0 ? 2 * samples.length : (int) length);
    file.asShortBuffer().put(samples);
    return file.array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static short[] joined(short[]... parts) {
    return AudioFrame.joined(
            Arrays.stream(parts).map(part -> new AudioFrame(8000, part)).toList())
        .samples();
  }

  private static short[] samples(long seed, int count) {
    Random random = new Random(seed);
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) random.nextInt();
    }
    return samples;
  }
}
