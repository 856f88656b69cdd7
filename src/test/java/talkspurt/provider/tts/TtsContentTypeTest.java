package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        "audio/pcm | audio/pcm | 0 | 1 | LITTLE_ENDIAN",
        "Audio/PCM;rate=16000 | audio/pcm | 16000 | 1 | LITTLE_ENDIAN",
        "audio/L16; codec=pcm; rate=24000; channels=1 | audio/l16 | 24000 | 1 | ",
        "audio/L16;rate=8000;channels=\"2\" | audio/l16 | 8000 | 2 | ",
        "audio/l16; rate=22050; endianness=little-endian | audio/l16 | 22050 | 1 | LITTLE_ENDIAN",
        "audio/pcm; endian=big; channels = 12 | audio/pcm | 0 | 12 | BIG_ENDIAN",
        "audio/pcm; channels=0 | audio/pcm | 0 | 1 | LITTLE_ENDIAN",
        "audio/pcm; channels=100 | audio/pcm | 0 | 1 | LITTLE_ENDIAN",
        "audio/x-raw; sample-rate = \"22050\" | audio/x-raw | 22050 | 1 | LITTLE_ENDIAN",
        "audio/pcm;rate=16 | audio/pcm | 0 | 1 | LITTLE_ENDIAN",
        "audio/pcm;rate=999999 | audio/pcm | 0 | 1 | LITTLE_ENDIAN",
        "audio/pcm;bitrate=16000 | audio/pcm | 0 | 1 | LITTLE_ENDIAN",
      })
  void aLabelMayTellHowTheSamplesAreWritten(
      String contentType, String type, int rateHz, int channels, String order) {
    TtsContentType label = TtsContentType.of(contentType);
    assertThat(label.type()).isEqualTo(type);
    assertThat(label.rateHz())
        .isEqualTo(rateHz == 0 ? OptionalInt.empty() : OptionalInt.of(rateHz));
    assertThat(label.channels()).isEqualTo(channels);
    assertThat(label.order().map(ByteOrder::toString)).isEqualTo(Optional.ofNullable(order));
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

  @Test
  void samplesAreReadAsTheLabelHasThem() {
    byte[] two = {1, 0, 3, 0};
    assertThat(all("audio/pcm", two)).containsExactly(1, 3);
    assertThat(all("audio/pcm;endianness=big-endian", two)).containsExactly(256, 768);
    assertThat(all("audio/pcm;endianness=little-endian", two)).containsExactly(1, 3);
    assertThat(all("audio/pcm;channels=2", two)).containsExactly(2);
    assertThat(all("audio/L16", two)).containsExactly(256, 768);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"audio/L24;rate=48000", "audio/basic", "audio/PCMU;rate=8000", "audio/x-alaw"})
  void compandedSoundIsAFault(String contentType) {
    assertThatThrownBy(() -> reader(contentType))
        .hasMessageContaining("where linear samples were asked for");
  }

  private static short[] all(String contentType, byte[] bytes) {
    SoundReader reader = reader(contentType);
    List<Sound> sounds = new ArrayList<>(reader.read(bytes));
    sounds.addAll(reader.end());
    return Speaking.samples(sounds);
  }

  private static SoundReader reader(String contentType) {
    return TtsContentType.of(contentType).checked("voice", new PcmReader("voice", 24_000));
  }
}
