package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

class TtsContentTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audio/pcm | audio/pcm | 0",
        "Audio/PCM;rate=16000 | audio/pcm | 16000",
        "audio/L16; codec=pcm; rate=24000; channels=1 | audio/l16 | 24000",
        "audio/x-raw; sample-rate = \"22050\" | audio/x-raw | 22050",
        "audio/pcm;rate=16 | audio/pcm | 0",
        "audio/pcm;rate=999999 | audio/pcm | 0",
        "audio/pcm;bitrate=16000 | audio/pcm | 0",
      })
  void aLabelMayTellTheRate(String contentType, String type, int rateHz) {
    assertThat(TtsContentType.of(contentType))
        .isEqualTo(
            new TtsContentType(type, rateHz == 0 ? OptionalInt.empty() : OptionalInt.of(rateHz)));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=utf-8, true",
    "application/json, true",
    "application/problem+json, true",
    "application/xhtml+xml, true",
    "image/png, true",
    "application/octet-stream, false",
    "audio/mpeg, false",
    "'', false"
  })
  void aLabelMayTellThatItIsNoSound(String contentType, boolean text) {
    assertThat(TtsContentType.of(contentType).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/mpeg", "audio/ogg;codecs=opus", "audio/aac", "video/mp4"})
  void samplesUnderTheWrongLabelAreReadAfterACloseLook(String contentType) {
    byte[] sound = new byte[10_000];
    for (int at = 0; at < sound.length; at++) {
      sound[at] = (byte) (at * at / 7);
    }
    SoundReader reader = reader(contentType);
    List<Sound> sounds = new ArrayList<>();
    for (int from = 0; from < sound.length; from += 100) {
      sounds.addAll(reader.read(Arrays.copyOfRange(sound, from, from + 100)));
    }
    sounds.addAll(reader.end());
    assertThat(Speaking.samples(sounds)).hasSize(5000);
    SoundReader brief = reader(contentType);
    assertThat(brief.read(new byte[100])).isEmpty();
    assertThat(Speaking.samples(brief.end())).hasSize(50);
  }

  @Test
  void framesThatTheFirstByteDoesNotShowAreFoundWhereTheLabelTellsOfThem() {
    byte[] mpeg = new byte[5000];
    for (int at = 100; at < mpeg.length - 4; at += 417) {
      mpeg[at] = (byte) 0xff;
      mpeg[at + 1] = (byte) 0xfb;
      mpeg[at + 2] = (byte) 0x90;
      mpeg[at + 3] = 0x64;
    }
    assertThatThrownBy(() -> reader("audio/mpeg").read(mpeg))
        .isInstanceOf(ProviderFault.class)
        .hasMessage("audio/mpeg where linear samples were asked for");
    assertThat(reader("audio/pcm").read(mpeg)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/basic", "audio/PCMU;rate=8000", "audio/x-alaw"})
  void compandedSoundIsAFault(String contentType) {
    assertThatThrownBy(() -> reader(contentType))
        .hasMessageContaining("where linear samples were asked for");
  }

  private static SoundReader reader(String contentType) {
    return TtsContentType.of(contentType).checked("voice", new PcmReader("voice", 24_000));
  }
}
