package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundTest {
  @ParameterizedTest
  @CsvSource({"32767, 0", "3277, -20", "328, -40", "104, -50", "0, -120"})
  void levelsAreRelativeToFullScale(int amplitude, double dbfs) {
    short[] square = new short[160];
    for (int i = 0; i < square.length; i++)
      square[i] = (short) (i % 2 == 0 ? amplitude : -amplitude);
    assertEquals(dbfs, Sound.dbfs(square), 0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 16000",
    "8000, 44100",
    "8000, 192000",
    "16000, 8000",
    "22050, 8000",
    "48000, 12000",
    "8000, 8000"
  })
  void aToneStaysTheSameToneAtAnotherRate(int fromHz, int toHz) {
    short[] resampled = tone(fromHz).at(toHz).samples();
    short[] expected = tone(toHz).samples();
    assertEquals(expected.length, resampled.length);
    // The ends are without neighbours, so they are left out.
    for (int i = toHz / 50; i < expected.length - toHz / 50; i++)
      assertEquals(expected[i], resampled[i], 60, "sample " + i);
  }

  @Test
  void whatTheLowerRateCannotCarryIsGone() {
    short[] high = new short[4_800];
    for (int i = 0; i < high.length; i++)
      high[i] = (short) (10_000 * Math.sin(2 * Math.PI * 6_000 * i / 48_000));
    short[] low = new Sound(48_000, high).at(8_000).samples();
    assertTrue(Sound.dbfs(Arrays.copyOfRange(low, 160, 640)) < -60);
  }

  @Test
  void readsWhatItWrites(@TempDir Path dir) throws IOException {
    WavTrack track = new WavTrack(dir.resolve("a.wav"), 16_000);
    track.put(2, new short[] {1, -2, 3});
    track.finish(6);
    Sound sound = WavFile.read(dir.resolve("a.wav"));
    assertEquals(16_000, sound.rateHz());
    assertArrayEquals(new short[] {0, 0, 1, -2, 3, 0}, sound.samples());
  }

  @Test
  void refusesWhatIsNoMonoWav(@TempDir Path dir) throws IOException {
    byte[] stereo = WavFile.header(8_000, 0);
    stereo[22] = 2;
    for (byte[] bytes :
        new byte[][] {{}, "RIFF of something".getBytes(), stereo, Arrays.copyOf(stereo, 36)}) {
      Path file = Files.write(dir.resolve("b.wav"), bytes);
      assertThrows(IOException.class, () -> WavFile.read(file));
    }
    assertThrows(IOException.class, () -> WavFile.read(dir.resolve("absent.wav")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hours", "sales", "support", "operator", "goodbye", "ok", "cough"})
  void thePhrasesBeginAtOnceAndAreLoud(String name) throws IOException {
    Sound sound = WavFile.read(Path.of("say", name + ".wav"));
    assertEquals(8_000, sound.rateHz());
    Script script = new Script(8_000);
    script.say(sound, 0);
    assertEquals(1, script.onsets(0).size());
    int peak = 0;
    for (short sample : sound.samples()) peak = Math.max(peak, Math.abs(sample));
    assertEquals(16_384, peak, 2_500);
  }

  private static Sound tone(int rateHz) {
    short[] samples = new short[rateHz / 5];
    for (int i = 0; i < samples.length; i++)
      samples[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * 700 * i / rateHz));
    return new Sound(rateHz, samples);
  }
}
