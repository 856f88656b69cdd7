package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.G711;
import talkspurt.fake.Sounds;
import talkspurt.provider.mediastream.BotMessage.Media;
import talkspurt.provider.mediastream.MediaLabel.Coding;

class StreamSoundTest {

  private static final short[] VOICE =
      Sounds.tones(8000, 400, -20, 150, 310, 520).samples();
  private static final short[] MU_LAW = G711.fromMuLaw(G711.toMuLaw(VOICE));

  private final StreamSound sound = new StreamSound();

  @Test
  void muLawIsTakenAsItIs() {
    AudioFrame silence = Sounds.silence(8000, 100);
    short[] soft = Sounds.white(8000, 500, -50, 3).samples();
    assertThat(read(untold(G711.toMuLaw(silence.samples())))).isEqualTo(silence.samples());
    assertThat(read(untold(G711.toMuLaw(soft)))).isEqualTo(G711.fromMuLaw(G711.toMuLaw(soft)));
    assertThat(read(untold(G711.toMuLaw(VOICE)))).isEqualTo(MU_LAW);
    assertThat(sound.other()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hours", "goodbye", "support", "cough", "sales", "operator", "ok", "stranger"})
  void spokenWordsAreTakenForWhatTheyAre(String name) {
    for (int db : new int[] {6, 0, -12, -24, -40}) {
      short[] words = Sounds.gain(Sounds.speech(name, 8000), db).samples();
      for (int bytes : new int[] {160, 800, words.length}) {
        StreamSound law = new StreamSound();
        byte[] mu = G711.toMuLaw(words);
        for (int from = 0; from < mu.length; from += bytes) {
          law.read(untold(Arrays.copyOfRange(mu, from, Math.min(mu.length, from + bytes))));
        }
        assertThat(law.other()).isEmpty();
      }
    }
    if (name.equals("cough")) {
      return; // rough however it is read
    }
    StreamSound linear = new StreamSound();
    linear.read(untold(linear(Sounds.speech(name, 8000).samples(), ByteOrder.LITTLE_ENDIAN)));
    assertThat(linear.other()).isEqualTo("16-bit linear, read at 8 kHz");
  }

  @Test
  void linearSoundIsFoundOutBeforeItIsPlayed() {
    assertThat(read(untold(linear(VOICE, ByteOrder.LITTLE_ENDIAN)))).isEqualTo(VOICE);
    assertThat(sound.other()).isEqualTo("16-bit linear, read at 8 kHz");
    byte[] odd = linear(VOICE, ByteOrder.LITTLE_ENDIAN);
    assertThat(read(untold(Arrays.copyOf(odd, 3)))).containsExactly(VOICE[0]);
    assertThat(read(untold(Arrays.copyOfRange(odd, 3, 8))))
        .containsExactly(VOICE[1], VOICE[2], VOICE[3]);
  }

  @Test
  void otherWaysToWriteItAreFoundOutToo() {
    assertThat(read(untold(linear(VOICE, ByteOrder.BIG_ENDIAN)))).isEqualTo(VOICE);
    assertThat(sound.other()).contains("upper byte first");
    StreamSound law = new StreamSound();
    assertThat(law.read(untold(G711.toALaw(VOICE))).orElseThrow().get(0).samples())
        .isEqualTo(G711.fromALaw(G711.toALaw(VOICE)));
    assertThat(law.other()).isEqualTo("A-law");
  }

  @Test
  void soundThatWasMuLawForAWhileStaysSo() {
    for (int round = 0; round < 20; round++) {
      read(untold(G711.toMuLaw(VOICE)));
    }
    short[] read = read(untold(linear(VOICE, ByteOrder.LITTLE_ENDIAN)));
    assertThat(read).hasSize(2 * VOICE.length);
    assertThat(sound.other()).isEmpty();
  }

  @Test
  void aLabelIsBelieved() {
    byte[] bytes = linear(VOICE, ByteOrder.LITTLE_ENDIAN);
    List<AudioFrame> linear =
        sound.read(new Media(bytes, new MediaLabel(Coding.LINEAR, 16_000))).orElseThrow();
    assertThat(linear).hasSize(1);
    assertThat(linear.get(0).rateHz()).isEqualTo(16_000);
    assertThat(linear.get(0).samples()).isEqualTo(VOICE);
    assertThat(read(new Media(bytes, new MediaLabel(Coding.MU_LAW, 8000)))).hasSize(6400);
    assertThat(read(new Media(G711.toALaw(VOICE), new MediaLabel(Coding.A_LAW, 8000))))
        .isEqualTo(G711.fromALaw(G711.toALaw(VOICE)));
    assertThat(sound.read(new Media(new byte[1], new MediaLabel(Coding.LINEAR, 8000))))
        .contains(List.of());
    assertThat(sound.other()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {44, 45, 300, 7000})
  void aWavFileIsReadThroughAsManyMessagesAsItTakes(int cut) {
    byte[] file = file(1, 16_000, 2 * VOICE.length, linear(VOICE, ByteOrder.LITTLE_ENDIAN));
    for (int round = 0; round < 2; round++) {
      List<AudioFrame> frames = new ArrayList<>();
      int end = Math.min(cut, file.length);
      frames.addAll(sound.read(untold(Arrays.copyOf(file, end))).orElseThrow());
      if (end < file.length) {
        frames.addAll(
            sound.read(untold(Arrays.copyOfRange(file, end, file.length))).orElseThrow());
      }
      AudioFrame all = AudioFrame.joined(frames);
      assertThat(all.samples()).isEqualTo(VOICE);
      assertThat(all.rateHz()).isEqualTo(16_000);
      assertThat(sound.other()).isEqualTo("a WAV file");
    }
    assertThat(read(untold(G711.toMuLaw(VOICE)))).isEqualTo(MU_LAW);
  }

  @Test
  void whatFollowsAClearIsNoMoreOfTheFile() {
    sound.read(untold(file(1, 8000, 0, new byte[100])));
    sound.clear();
    assertThat(read(untold(G711.toMuLaw(VOICE)))).isEqualTo(MU_LAW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OggS\0\2\0\0", "fLaC\0\0\0", "ID3\4\0\0\0", "\u001a\u0045\u00df\u00a3"})
  void whatIsPackedIsNotPlayedAsNoise(String begin) {
    byte[] head = Arrays.copyOf(begin.getBytes(StandardCharsets.ISO_8859_1), 500);
    assertThat(sound.read(untold(head))).isEmpty();
    assertThat(sound.read(untold(new byte[] {1, 2, 3}))).isEmpty();
    assertThat(sound.read(new Media(new byte[] {1}, new MediaLabel(Coding.MU_LAW, 8000))))
        .isPresent();
    sound.clear();
    assertThat(sound.read(untold(new byte[] {1, 2, 3}))).isPresent();
  }

  @Test
  void aWavFileThatCannotBeReadIsNotPlayedAsNoise() {
    byte[] file = file(17, 8000, 0, new byte[100]);
    assertThat(sound.read(untold(file))).isEmpty();
    assertThat(sound.read(untold(new byte[] {1, 2, 3}))).isEmpty();
  }

  private short[] read(Media media) {
    return AudioFrame.joined(sound.read(media).orElseThrow()).samples();
  }

  private static Media untold(byte[] payload) {
    return new Media(payload, MediaLabel.NONE);
  }

  private static byte[] linear(short[] samples, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(order);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  private static byte[] file(int encoding, int rateHz, int length, byte[] data) {
    return ByteBuffer.allocate(44 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF1234WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) encoding)
        .putShort((short) 1)
        .putInt(rateHz)
        .putInt(2 * rateHz)
        .putInt(0x0010_0002)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(length)
        .put(data)
        .array();
  }
}
