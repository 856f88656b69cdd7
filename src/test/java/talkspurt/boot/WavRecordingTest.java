package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavRecordingTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 40_000, 0x7fff_f000L, 0xffff_ffffL})
  void aRecordingIsReadToItsEnd(long length) throws IOException {
    Path file = write(wav("RIFF", 1, 1, length, 40_000));
    assertThat(Wav.read(file).samples()).hasSize(20_000);
    assertThat(Wav.read(file).rateHz()).isEqualTo(8000);
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF, 1, 2, 2 channels",
    "RIFF, 17, 1, ADPCM",
    "RIFX, 1, 1, big-endian",
    "FORM, 1, 1, an AIFF file",
    "OggS, 1, 1, Ogg"
  })
  void whatCannotBeReadIsNamedWithTheCause(String kind, int encoding, int channels, String why)
      throws IOException {
    Path file = write(wav(kind, encoding, channels, 0, 100));
    assertThatThrownBy(() -> Wav.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why)
        .hasMessageContaining("allowed: a WAV file of one channel");
  }

  @Test
  void nothingIsCutShortWithoutAWord() throws IOException {
    Path file = write(wav("RIFF", 1, 1, 0, 16_000 * 600));
    assertThat(Wav.read(file).samples()).hasSize(8000 * 600);
    assertThatThrownBy(() -> Wav.read(write(wav("RIFF", 1, 1, 0, 16_000 * 600 + 2))))
        .hasMessageContaining("longer than 600 s");
    assertThatThrownBy(() -> Wav.read(write(wav("RIFF", 1, 1, 0, 0))))
        .hasMessageContaining("without sound");
    assertThatThrownBy(() -> Wav.read(folder.resolve("none.wav")))
        .hasMessageContaining("none.wav")
        .hasMessageContaining("NoSuchFile");
  }

  @Test
  void filesThatWereAppendedToOneAnotherAreOneRecording() throws IOException {
    byte[] one = wav("RIFF", 1, 1, 40_000, 40_000);
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    assertThat(Wav.read(write(two)).samples()).hasSize(40_000);
    two[one.length + 25]++;
    assertThatThrownBy(() -> Wav.read(write(two))).hasMessageContaining("8000 Hz and then 8256 Hz");
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("greeting.wav"), bytes);
  }

  private static byte[] wav(String kind, int encoding, int channels, long length, int bytes) {
    return ByteBuffer.allocate(44 + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((kind + "1234WAVEfmt ").getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) encoding)
        .putShort((short) channels)
        .putInt(8000)
        .putInt(16_000 * channels)
        .putShort((short) (2 * channels))
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) length)
        .array();
  }
}
