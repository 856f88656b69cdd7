package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

class SoundPiecesTest {

  private final SoundPieces pieces = new SoundPieces("voice");

  private static short[] counting(int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) i;
    }
    return samples;
  }

  private static short[] samples(Sound sound) {
    return ((Sound.Pcm) sound).frame().samples();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 1", "319, 1, 319", "320, 1, 320", "321, 2, 1", "960, 3, 320"})
  void aPieceLastsFortyMillisecondsAtMost(int length, int count, int last) {
    List<Sound> sounds = pieces.of(8000, counting(length));
    assertThat(sounds).hasSize(count);
    if (count > 0) {
      assertThat(samples(sounds.get(count - 1))).hasSize(last);
      assertThat(((Sound.Pcm) sounds.get(0)).frame().rateHz()).isEqualTo(8000);
    }
  }

  @Test
  void nothingIsLostOrMovedByTheCuts() {
    short[] all = counting(2_345);
    int at = 0;
    for (Sound sound : pieces.of(16_000, all)) {
      for (short sample : samples(sound)) {
        assertThat(sample).isEqualTo(all[at++]);
      }
    }
    assertThat(at).isEqualTo(all.length);
  }

  @Test
  void tenMinutesAreASentenceAndASampleMoreIsAFault() {
    short[] minute = new short[8000 * 60];
    for (int n = 0; n < 10; n++) {
      assertThat(pieces.of(8000, minute)).hasSize(1500);
    }
    assertThatThrownBy(() -> pieces.of(8000, new short[1]))
        .isInstanceOf(ProviderFault.class)
        .hasMessageContaining("more than 600 s for one sentence");
  }
}
