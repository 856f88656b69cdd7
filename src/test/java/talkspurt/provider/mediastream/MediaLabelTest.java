package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.mediastream.MediaLabel.Coding;

class MediaLabelTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', UNTOLD, 8000",
    "base64, '', UNTOLD, 8000",
    "wav, '', UNTOLD, 8000",
    "audio/x-mulaw, 8000, MU_LAW, 8000",
    "Audio/PCMU;rate=16000, 8000, MU_LAW, 16000",
    "audio/basic, '', MU_LAW, 8000",
    "g711_alaw, x, A_LAW, 8000",
    "audio/L16; rate = 24000; channels=1, '', LINEAR, 24000",
    "raw, 48000, LINEAR, 48000",
    "linear16, 8000.5, LINEAR, 8000",
  })
  void whatALabelTells(String type, String rate, Coding coding, int rateHz) {
    assertThat(MediaLabel.of(type, rate)).contains(new MediaLabel(coding, rateHz));
  }

  @ParameterizedTest
  @CsvSource({
    "audio/mpeg, ''",
    "audio/ogg;codecs=opus, 48000",
    "MP3, ''",
    "g729, 8000",
    "audio/x-mulaw, 7999",
    "raw, 48001",
    "'audio/l16;rate=4000', ''",
  })
  void whatCannotBeReadHasNone(String type, String rate) {
    assertThat(MediaLabel.of(type, rate)).isEmpty();
  }
}
