package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.G711;
import talkspurt.fake.Sounds;

class BotSoundTest {

  private static final short[] VOICE =
      Sounds.tones(24_000, 400, -20, 150, 310, 520).samples();

  private final BotSound sound = new BotSound(SessionAudio.PCM);

  @Test
  void linearSoundIsTakenAsItIs() {
    AudioFrame frame = sound.read(bytes(VOICE)).orElseThrow();
    assertThat(frame.rateHz()).isEqualTo(24_000);
    assertThat(frame.samples()).isEqualTo(VOICE);
    assertThat(sound.other()).isEmpty();
  }

  @Test
  void aSampleMayBeCutInTwo() {
    byte[] bytes = bytes(VOICE);
    AudioFrame first = sound.read(Arrays.copyOf(bytes, 1001)).orElseThrow();
    AudioFrame second =
        sound.read(Arrays.copyOfRange(bytes, 1001, bytes.length)).orElseThrow();
    assertThat(first.samples()).isEqualTo(Arrays.copyOf(VOICE, 500));
    assertThat(second.samples()).isEqualTo(Arrays.copyOfRange(VOICE, 500, VOICE.length));
  }

  @Test
  void halfASampleIsNoneYetAndIsForgottenWithItsItem() {
    assertThat(sound.read(new byte[] {1})).isEmpty();
    sound.begin();
    assertThat(sound.read(new byte[] {2, 0}).orElseThrow().samples()).containsExactly(2);
  }

  @Test
  void muLawIsFoundOutBeforeItIsPlayed() {
    short[] voice = Sounds.tones(8000, 400, -20, 150, 310, 520).samples();
    AudioFrame frame = sound.read(G711.toMuLaw(voice)).orElseThrow();
    assertThat(sound.other()).contains(SessionAudio.PCMU);
    assertThat(frame.rateHz()).isEqualTo(8000);
    assertThat(frame.samples()).isEqualTo(G711.fromMuLaw(G711.toMuLaw(voice)));
  }

  @ParameterizedTest
  @EnumSource(names = {"PCMU", "PCMA"})
  void g711IsTakenAsItIsWhereItWasAskedFor(SessionAudio asked) {
    short[] voice = Sounds.tones(8000, 400, -20, 150, 310, 520).samples();
    byte[] bytes = asked == SessionAudio.PCMU ? G711.toMuLaw(voice) : G711.toALaw(voice);
    BotSound telephone = new BotSound(asked);
    AudioFrame frame = telephone.read(bytes).orElseThrow();
    assertThat(telephone.other()).isEmpty();
    assertThat(frame.rateHz()).isEqualTo(8000);
    assertThat(frame.samples())
        .isEqualTo(asked == SessionAudio.PCMU ? G711.fromMuLaw(bytes) : G711.fromALaw(bytes));
  }

  @ParameterizedTest
  @EnumSource(names = {"PCMU", "PCMA"})
  void linearSoundIsFoundOutWhereG711WasAskedFor(SessionAudio asked) {
    BotSound telephone = new BotSound(asked);
    AudioFrame frame = telephone.read(bytes(VOICE)).orElseThrow();
    assertThat(telephone.other()).contains(SessionAudio.PCM);
    assertThat(frame.rateHz()).isEqualTo(24_000);
    assertThat(frame.samples()).isEqualTo(VOICE);
  }

  private static byte[] bytes(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }
}
