package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Sounds;

class MediaWriterTest {

  static List<MediaFormat> formats() {
    return MediaFormat.ALL;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void eachFrameOfAnyRateIsOneFrameOfAsterisk(MediaFormat format) {
    int frameBytes = format.rateHz() / 50 * format.bytesPerSample();
    for (int rateHz : new int[] {8000, 16000, 44100, 48000}) {
      MediaWriter writer = writer(format, frameBytes, 0);
      for (int n = 0; n < 50; n++) {
        List<ByteString> messages = writer.play(AudioFrame.silence(rateHz));
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).size()).isEqualTo(frameBytes);
        assertThat(messages.get(0).isCompact()).isTrue();
      }
    }
  }

  @Test
  void framesOfAnotherLengthAreJoinedAndCutAndNothingIsLost() {
    AudioFrame sound = Sounds.white(8000, 600, -12, 3);
    MediaWriter writer = writer(MediaFormat.named("slin").orElseThrow(), 480, 0);
    ByteString sent = ByteString.emptyByteString();
    for (int n = 0; n < 30; n++) {
      short[] piece = java.util.Arrays.copyOfRange(sound.samples(), n * 160, n * 160 + 160);
      for (ByteString message : writer.play(new AudioFrame(8000, piece))) {
        assertThat(message.size() % 480).isZero();
        sent = sent.concat(message);
      }
    }
    assertThat(MediaFormat.named("slin").orElseThrow().decode(sent).samples())
        .isEqualTo(sound.samples());
  }

  @Test
  void silenceGoesAheadAfterTheStartAndAfterAFlush() {
    MediaWriter writer = writer(MediaFormat.named("ulaw").orElseThrow(), 160, 40);
    assertThat(writer.play(sound())).hasSize(3);
    assertThat(writer.play(sound())).hasSize(1);
    writer.flushed();
    List<ByteString> messages = writer.play(sound());
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0).toArray()).containsOnly(0xff);
  }

  static List<AudioFrame> backgrounds() {
    return List.of(
        AudioFrame.silence(8000), Sounds.white(8000, 20, -65, 4), Sounds.white(8000, 20, -40, 4));
  }

  @ParameterizedTest
  @MethodSource("backgrounds")
  void theEndOfAFadeGoesBeforeTheSilence(AudioFrame background) {
    List<ByteString> messages = afterAFlush(over(background, sound(), 80));
    assertThat(messages).hasSize(3);
    assertThat(messages.get(1).toArray()).containsOnly(0xff);
    assertThat(messages.get(2).toArray()).containsOnly(0xff);
  }

  @ParameterizedTest
  @MethodSource("backgrounds")
  void whatGoesOnComesAfterTheSilence(AudioFrame background) {
    for (AudioFrame frame : List.of(over(background, sound(), 160), background)) {
      List<ByteString> messages = afterAFlush(frame);
      assertThat(messages).hasSize(3);
      assertThat(messages.get(0).toArray()).containsOnly(0xff);
      assertThat(messages.get(1).toArray()).containsOnly(0xff);
    }
  }

  private static List<ByteString> afterAFlush(AudioFrame frame) {
    MediaWriter writer = writer(MediaFormat.named("ulaw").orElseThrow(), 160, 40);
    writer.play(sound());
    writer.flushed();
    return writer.play(frame);
  }

  /** So many samples of a sound, falling in a straight line to nothing, over a background. */
  private static AudioFrame over(AudioFrame background, AudioFrame sound, int length) {
    short[] samples = background.samples().clone();
    for (int i = 0; i < length; i++) {
      int faded = length < samples.length
          ? sound.samples()[i] * (length - i) / length
          : sound.samples()[i];
      samples[i] = (short) (samples[i] + faded);
    }
    return new AudioFrame(8000, samples);
  }

  @Test
  void moreThanMayWaitIsTooManyByAllButTheLead() {
    MediaWriter writer = writer(MediaFormat.named("slin").orElseThrow(), 320, 20);
    assertThat(writer.tooMany(0)).isZero();
    assertThat(writer.tooMany(4)).isZero();
    assertThat(writer.tooMany(5)).isEqualTo(4);
    assertThat(writer.tooMany(900)).isEqualTo(899);
  }

  /** Without a queue each message is played as it comes: one frame each, and nothing ahead. */
  @Test
  void withoutAQueueNothingGoesAheadAndEachMessageIsOneFrame() {
    MediaWriter writer = new MediaWriter(
        MediaFormat.named("ulaw").orElseThrow(), 160, SocketSettings.of(1, 1, 40), true);
    assertThat(writer.play(sound())).hasSize(1);
    writer.flushed();
    assertThat(writer.play(sound())).hasSize(1);
    List<ByteString> messages = writer.play(Sounds.white(8000, 70, -12, 3));
    assertThat(messages).hasSize(3).allSatisfy(one -> assertThat(one.size()).isEqualTo(160));
    assertThat(writer.play(Sounds.white(8000, 10, -12, 3))).hasSize(1);
  }

  private static AudioFrame sound() {
    return Sounds.white(8000, 20, -12, 3);
  }

  private static MediaWriter writer(MediaFormat format, int frameBytes, int leadMs) {
    return new MediaWriter(format, frameBytes, SocketSettings.of(1, 1, leadMs), false);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void silenceIsWrittenAsAnySound(MediaFormat format) {
    AudioFrame silence = AudioFrame.silence(format.rateHz());
    int frameBytes = silence.samples().length * format.bytesPerSample();
    MediaWriter writer = writer(format, frameBytes, 0);
    assertThat(writer.play(silence)).containsExactly(format.encode(silence.samples()));
    AudioFrame sound = Sounds.white(8000, 20, -12, 3);
    AudioFrame other = AudioFrame.silence(8000);
    MediaWriter converting = writer(MediaFormat.named("slin16").orElseThrow(), 640, 0);
    converting.play(sound);
    assertThat(converting.play(other).get(0).toArray())
        .as("what the converter held")
        .isNotEqualTo(new byte[640]);
  }
}
