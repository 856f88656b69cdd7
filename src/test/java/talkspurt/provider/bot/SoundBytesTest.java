package talkspurt.provider.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.audio.G711;
import talkspurt.audio.Pcm16;
import talkspurt.fake.Sounds;

class SoundBytesTest {

  private static final short[] VOICE =
      Sounds.tones(8000, 400, -20, 150, 310, 520).samples();

  private final SoundBytes sound =
      new SoundBytes(Reading.AS_RECEIVED, 8000, EnumSet.allOf(Reading.class));

  private static byte[] bytes(short[] samples) {
    byte[] bytes = new byte[2 * samples.length];
    Pcm16.write(samples, bytes, 0);
    return bytes;
  }

  @Test
  void areWhatTheyAreSaidToBeUnlessItIsShownOtherwise() {
    assertThat(sound.judged(bytes(VOICE))).isEqualTo(Reading.AS_RECEIVED);
    SoundBytes other = new SoundBytes(Reading.AS_RECEIVED, 8000, EnumSet.allOf(Reading.class));
    assertThat(other.judged(G711.toALaw(VOICE))).isEqualTo(Reading.A_LAW);
    assertThat(other.shown()).isEqualTo(Reading.A_LAW);
    assertThat(other.judged(bytes(VOICE))).as("once it was shown").isEqualTo(Reading.A_LAW);
  }

  @Test
  void whatTheyCannotBeIsNotFound() {
    SoundBytes linear = new SoundBytes(Reading.AS_RECEIVED, 8000, Set.of(Reading.MU_LAW));
    assertThat(linear.judged(G711.toALaw(VOICE))).isEqualTo(Reading.AS_RECEIVED);
  }

  @Test
  void theFirstTwoSecondsAreJudged() {
    byte[] silent = new byte[2 * 8000 * 2];
    assertThat(sound.judges()).isTrue();
    sound.judged(silent);
    assertThat(sound.judges()).isFalse();
    assertThat(sound.judged(G711.toMuLaw(VOICE))).isEqualTo(Reading.AS_RECEIVED);
  }

  @Test
  void eachReadingHasItsSamples() {
    short[] loud = {1, -2, 300};
    byte[] bytes = bytes(loud);
    assertThat(sound.samples(bytes, Reading.AS_RECEIVED)).isEqualTo(loud);
    byte[] swapped = {0, 1, (byte) 0xff, (byte) 0xfe, 1, 44};
    assertThat(sound.samples(swapped, Reading.BYTES_SWAPPED)).isEqualTo(loud);
    assertThat(sound.samples(bytes, Reading.MU_LAW)).isEqualTo(G711.fromMuLaw(bytes));
    assertThat(sound.samples(bytes, Reading.A_LAW)).isEqualTo(G711.fromALaw(bytes));
  }

  @Test
  void halfASampleWaitsForTheRestUntilTheyBeginAnew() {
    byte[] bytes = bytes(new short[] {1, 2, 3});
    assertThat(sound.samples(Arrays.copyOf(bytes, 3), Reading.AS_RECEIVED)).containsExactly(1);
    assertThat(sound.samples(Arrays.copyOfRange(bytes, 3, 5), Reading.AS_RECEIVED))
        .containsExactly(2);
    sound.begin();
    assertThat(sound.samples(bytes, Reading.AS_RECEIVED)).containsExactly(1, 2, 3);
  }
}
