package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;

class EchoReferenceTest {

  private final EchoReference voice = new EchoReference();
  private int next = 1;

  @Test
  void whatWasLetGoIsFoundBesideWhatIsHeardAFrameLater() {
    letGo(160);
    letGo(160);
    assertThat(voice.beside(160).samples()).as("before the line began").containsOnly(0);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
    assertThat(voice.beside(160).samples()[159]).isEqualTo((short) 320);
  }

  @Test
  void aCallersFrameThatComesALittleBeforeTheBotsMissesNothing() {
    letGo(160);
    voice.beside(160);
    letGo(160);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
    assertThat(voice.beside(160).samples()[0]).as("before the third").isEqualTo((short) 161);
  }

  @Test
  void piecesOfOtherLengthKeepTheirPlace() {
    letGo(160);
    voice.beside(160);
    for (int n = 0; n < 10; n++) {
      letGo(160);
    }
    assertThat(voice.beside(100).samples()[0]).isEqualTo((short) 1);
    assertThat(voice.beside(100).samples()[0]).isEqualTo((short) 101);
  }

  @Test
  void whatIsNotKnownYetOrAnyMoreIsSilence() {
    assertThat(voice.beside(160).samples()).containsOnly(0);
    letGo(160);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
    assertThat(voice.beside(160).samples()).containsOnly(0);
    for (int n = 0; n < 60; n++) {
      letGo(160);
    }
    assertThat(voice.beside(160).samples()).containsOnly(0);
  }

  @Test
  void whatComesLateIsLaidBesideWhatWasSentThen() {
    letGo(160);
    voice.beside(160);
    for (int n = 0; n < 4; n++) {
      letGo(160);
    }
    voice.beside(160);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 161);
    voice.late(40);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
  }

  @Test
  void beforeTheFirstFrameThereWasSilence() {
    letGo(160);
    voice.late(20);
    voice.beside(160);
    voice.late(100);
    assertThat(voice.beside(160).samples()).containsOnly(0);
  }

  @Test
  void aNewRateForgetsWhatWasSaidButNotWhen() {
    letGo(160);
    voice.beside(160);
    voice.rate(16000);
    assertThat(voice.rateHz()).isEqualTo(16000);
    next = 1;
    letGo(320);
    assertThat(voice.beside(320).samples()).hasSize(320).containsOnly(0);
    assertThat(voice.beside(320).samples()[0]).isEqualTo((short) 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 49, 50, 51, 1000})
  void inAStallNothingWasSaid(long frames) {
    letGo(160);
    voice.beside(160);
    voice.silent(frames * 20_000_000 + 2_500_000);
    letGo(160);
    voice.beside(160);
    for (long n = 0; n < frames; n++) {
      assertThat(voice.beside(160).samples()).containsOnly(0);
    }
    assertThat(voice.beside(20).samples()).containsOnly(0);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 161);
  }

  @Test
  void theFloorIsTheBotsAsLongAsItIsTold() {
    assertThat(voice.hasFloor()).isFalse();
    voice.floor(true);
    letGo(160);
    assertThat(voice.hasFloor()).isTrue();
    voice.floor(false);
    assertThat(voice.hasFloor()).isFalse();
  }

  private void letGo(int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) next++;
    }
    voice.letGo(new AudioFrame(voice.rateHz(), samples));
  }

  /** The caller's first frame is there before the bot's first is played, and each is read before what is played then. */
  @ParameterizedTest
  @ValueSource(ints = {100, 101, 105, 113, 119, 120, 287, 300, 1017})
  void behindAStallOfAnyLengthAllThatIsSentLiesBesideTheCaller(int stallMs) {
    for (int phaseMs = 0; phaseMs < 20; phaseMs++) {
      EchoReference reference = new EchoReference();
      FramePacer pacer = new FramePacer(phaseMs * 1_000_000L);
      int read = 0;
      for (int ms = 0; ms < 3000; ms += ms == 1000 ? stallMs : 1) {
        for (; 20 * read <= ms; read++) {
          AudioFrame beside = reference.beside(160);
          if (ms > 1100 + stallMs) {
            assertThat(beside.samples())
                .as("at %s ms, of a bot %s ms behind the caller", ms, phaseMs)
                .containsOnly(VOICE);
          }
        }
        long now = ms * 1_000_000L;
        reference.silent(pacer.shift(now));
        while (pacer.due(now)) {
          reference.letGo(voice());
          pacer.sent(now);
        }
      }
    }
  }

  @Test
  void aCallerWhoseSoundIsPlacedAFrameTooEarlyIsLaidBesideTheBotAllTheSame() {
    voice.letGo(voice());
    for (int n = 0; n < 2; n++) {
      voice.beside(160); // one too many
    }
    for (int n = 0; n < 20; n++) {
      assertThat(voice.beside(160).samples()[0]).isEqualTo(n < 5 ? 0 : VOICE);
      voice.letGo(voice());
    }
  }

  @Test
  void aStallIsNoReasonToLayTheCallerElsewhere() {
    for (int n = 0; n < 3; n++) {
      voice.letGo(voice());
      voice.beside(160);
    }
    for (int n = 0; n < 15; n++) {
      voice.beside(160);
    }
    voice.silent(300_000_000L);
    short next = 1;
    for (int n = 0; n < 20; n++, next++) {
      short[] samples = new short[160];
      Arrays.fill(samples, next);
      voice.letGo(new AudioFrame(8000, samples));
      voice.beside(160);
    }
    assertThat(voice.beside(160).samples()[0]).as("the last frame").isEqualTo((short) 20);
  }

  private static final short VOICE = 7;

  private static AudioFrame voice() {
    short[] samples = new short[160];
    Arrays.fill(samples, VOICE);
    return new AudioFrame(8000, samples);
  }
}
