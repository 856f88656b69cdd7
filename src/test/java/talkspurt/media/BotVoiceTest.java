package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;

class BotVoiceTest {

  private final BotVoice voice = new BotVoice();
  private int next = 1;

  @Test
  void whatWasLetGoIsFoundBesideWhatIsHeardInTheSameTime() {
    letGo(160);
    letGo(160);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 161);
    letGo(160);
    assertThat(voice.beside(160).samples()[159]).isEqualTo((short) 480);
  }

  @Test
  void piecesOfOtherLengthKeepTheirPlace() {
    letGo(160);
    voice.beside(160);
    for (int n = 0; n < 10; n++) {
      letGo(160);
    }
    assertThat(voice.beside(100).samples()[0]).isEqualTo((short) 161);
    assertThat(voice.beside(100).samples()[0]).isEqualTo((short) 261);
  }

  @Test
  void whatIsNotKnownYetOrAnyMoreIsSilence() {
    assertThat(voice.beside(160).samples()).containsOnly(0);
    letGo(160);
    letGo(160);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 161);
    assertThat(voice.beside(160).samples()).containsOnly(0);
    for (int n = 0; n < 60; n++) {
      letGo(160);
    }
    assertThat(voice.beside(160).samples()).containsOnly(0);
  }

  @Test
  void whatComesLateIsLaidBesideWhatWasSentThen() {
    letGo(160);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
    for (int n = 0; n < 4; n++) {
      letGo(160);
    }
    voice.beside(160);
    voice.beside(160);
    voice.late(40);
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 161);
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
    letGo(160);
    voice.beside(160);
    letGo(160);
    voice.rate(16000);
    assertThat(voice.rateHz()).isEqualTo(16000);
    next = 1;
    letGo(320);
    assertThat(voice.beside(320).samples()).hasSize(320).containsOnly(0);
    assertThat(voice.beside(320).samples()[0]).isEqualTo((short) 1);
  }

  @Test
  void ofManySamplesThatComeFirstTheLastIsHeardNow() {
    letGo(160);
    letGo(160);
    voice.comes(800);
    for (int n = 0; n < 3; n++) {
      assertThat(voice.beside(160).samples()).containsOnly(0);
    }
    assertThat(voice.beside(160).samples()[0]).isEqualTo((short) 1);
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
}
