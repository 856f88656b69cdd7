package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

class PcmReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01 00 | 1",
        "ff 7f 00 80 | 32767 -32768",
        "ff ff ff ff ff ff ff ff | -1 -1 -1 -1",
        "00 00 00 00 66 74 | 0 0 29798",
        "52 49 47 48 01 02 | 18770 18503 513",
        "01 00 02 | 1",
        "52 | ''",
        "'' | ''",
      })
  void samplesAreReadHoweverTheyAreCut(String hex, String samples) {
    byte[] bytes = bytes(hex);
    for (int cut = 0; cut <= bytes.length; cut++) {
      StringBuilder read = new StringBuilder();
      for (short sample : Speaking.samples(all(Arrays.copyOf(bytes, cut), rest(bytes, cut)))) {
        read.append(' ').append(sample);
      }
      assertThat(read.toString().strip()).isEqualTo(samples);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RIFX | a big-endian WAV file (RIFX)",
        "FORM....AIFF | an AIFF file",
        ".snd | an AU file",
        "caff | a CAF file",
        "riff | a Wave64 file",
        "ID3.... | MP3",
        "OggS | Ogg",
        "fLaC | FLAC",
        "#!AMR | AMR",
        "{'error':{'code':'no_such_voice','param':null}} | text",
        "<!DOCTYPE html><html><body>502 Bad Gateway | text",
      })
  void whatIsNoSoundIsAFaultAtWhateverByteItIsCut(String begin, String what) {
    byte[] bytes = begin.getBytes(StandardCharsets.US_ASCII);
    byte[] body = what.equals("text") ? bytes : Arrays.copyOf(bytes, 500);
    for (int cut = 0; cut <= bytes.length; cut++) {
      byte[] first = Arrays.copyOf(body, cut);
      byte[] rest = rest(body, cut);
      assertThatThrownBy(() -> all(first, rest))
          .isInstanceOfSatisfying(
              ProviderFault.class,
              fault -> assertThat(fault.failure())
                  .isEqualTo(new ProviderFailure(
                      Kind.BROKE_PROTOCOL, "voice", what + " where bare samples were asked for")));
    }
  }

  @Test
  void halfASampleWaitsForItsOtherHalf() {
    PcmReader reader = new PcmReader("voice", 8000);
    assertThat(Speaking.samples(reader.read(new byte[] {1, 0, 2}))).containsExactly(1);
    assertThat(reader.read(new byte[0])).isEmpty();
    assertThat(Speaking.samples(reader.read(new byte[] {1}))).containsExactly(258);
    assertThat(reader.end()).isEmpty();
  }

  private static List<Sound> all(byte[] first, byte[] rest) {
    PcmReader reader = new PcmReader("voice", 8000);
    List<Sound> sounds = new ArrayList<>(reader.read(first));
    sounds.addAll(reader.read(rest));
    sounds.addAll(reader.end());
    return sounds;
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] bytes(String hex) {
    String[] words = hex.isBlank() ? new String[0] : hex.split(" ");
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(words[i], 16);
    }
    return bytes;
  }
}
