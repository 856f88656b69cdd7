package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.ProviderFault;

class WavReaderTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 16, 0102 0304, 513 1027",
    "1, 1, 16, 0102 03, 513",
    "1, 2, 16, 0200 0400 0600 0800, 3 7",
    "1, 1, 8, 00 80 ff, -32768 0 32512",
    "1, 1, 24, 000102 ff0304, 513 1028",
    "1, 1, 32, 00000102, 513",
    "3, 1, 32, 0000003f 000080bf, 16384 -32768",
    "3, 1, 64, 000000000000e03f, 16384",
    "6, 1, 8, d5 55, 8 -8",
    "7, 1, 8, ff 80, 0 32124",
  })
  void soundIsReadAtWhateverByteItIsCut(
      int encoding, int channels, int bits, String hex, String samples) {
    byte[] file = file(encoding, channels, bits, 11_025, hex);
    for (int cut = 0; cut <= file.length; cut++) {
      List<Sound> sounds = all(Arrays.copyOf(file, cut), rest(file, cut));
      StringBuilder read = new StringBuilder();
      for (short sample : Speaking.samples(sounds)) {
        read.append(' ').append(sample);
      }
      assertThat(read.toString().strip()).isEqualTo(samples);
      assertThat(Speaking.rateHz(sounds)).isEqualTo(11_025);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 1 | 4 | 8000 | a WAV file of ADPCM with 4 bits",
        "17 | 1 | 4 | 8000 | a WAV file of ADPCM with 4 bits",
        "49 | 1 | 0 | 8000 | a WAV file of GSM with 0 bits",
        "85 | 1 | 0 | 8000 | a WAV file of MPEG audio with 0 bits",
        "1 | 0 | 16 | 8000 | a WAV file of 0 channels",
        "1 | 1 | 16 | 7999 | a WAV file of 7999 Hz",
        "1 | 1 | 16 | 192001 | a WAV file of 192001 Hz",
      })
  void whatCannotBeReadIsAFaultThatSaysWhy(
      int encoding, int channels, int bits, int rateHz, String why) {
    byte[] file = file(encoding, channels, bits, rateHz, "0102 0304");
    for (int cut = 0; cut <= file.length; cut++) {
      byte[] first = Arrays.copyOf(file, cut);
      byte[] rest = rest(file, cut);
      assertFault(why, () -> all(first, rest));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 12, 36, 43})
  void aFileThatEndsBeforeItsSoundIsAFault(int bytes) {
    byte[] file = file(1, 1, 16, 8000, "0102");
    assertFault(
        bytes < 12 ? "no WAV file" : "without sound",
        () -> all(Arrays.copyOf(file, bytes), new byte[0]));
  }

  @Test
  void oneFileForEachSentenceIsReadAtItsOwnRate() {
    byte[] first = file(1, 1, 16, 8000, "0102 0304");
    byte[] second = file(1, 2, 16, 24_000, "0500 0700");
    assertThat(all(first, second))
        .extracting(sound -> ((Sound.Pcm) sound).frame().rateHz())
        .containsExactly(8000, 24_000);
    assertThat(Speaking.samples(all(first, second))).containsExactly(513, 1027, 6);
  }

  private static void assertFault(String why, Runnable reading) {
    assertThatThrownBy(reading::run).isInstanceOfSatisfying(ProviderFault.class, fault -> {
      ProviderFailure failure = fault.failure();
      assertThat(failure.kind()).isEqualTo(Kind.BROKE_PROTOCOL);
      assertThat(failure.detail()).contains(why);
    });
  }

  private static List<Sound> all(byte[] first, byte[] rest) {
    WavReader reader = new WavReader("voice");
    List<Sound> sounds = new ArrayList<>(reader.read(first));
    sounds.addAll(reader.read(rest));
    sounds.addAll(reader.end());
    return sounds;
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] file(int encoding, int channels, int bits, int rateHz, String hex) {
    String digits = hex.replace(" ", "");
    ByteBuffer file = ByteBuffer.allocate(44 + digits.length() / 2).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF1234WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) encoding).putShort((short) channels).putInt(rateHz);
    file.putInt(rateHz * channels * bits / 8);
    file.putShort((short) (channels * bits / 8)).putShort((short) bits);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    for (int at = 0; at < digits.length(); at += 2) {
      file.put((byte) Integer.parseInt(digits.substring(at, at + 2), 16));
    }
    return file.array();
  }
}
