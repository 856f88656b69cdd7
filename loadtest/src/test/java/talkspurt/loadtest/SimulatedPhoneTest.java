package talkspurt.loadtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.loadtest.AudioSocketMessage.Audio;

class SimulatedPhoneTest {
  @TempDir
  Path recordings;

  @ParameterizedTest
  @CsvSource({
    "1160, 1160",
    "1000, 1160",
    "1640, 1160",
    "680, 1160",
    "1641, 1641",
    "679, 679",
    "9000, 9000"
  })
  void aFrameFollowsTheOneBeforeUnlessItIs60MsOff(long arrival, long place) {
    Timeline timeline = new Timeline(8_000);
    assertEquals(1_000, timeline.place(1_000, 160));
    assertEquals(place, timeline.place(arrival, 160));
  }

  @Test
  void recordsBothSidesOnOneClock() throws IOException {
    SimulatedPhone handset =
        new SimulatedPhone(8_000, Optional.empty(), Optional.of(recordings), 3);
    handset.say(0, frame(1));
    handset.hear(5_000_000, heard(7));
    handset.say(1, frame(2));
    handset.hear(26_000_000, heard(8));
    handset.hear(165_000_000, heard(9));
    handset.hangUp(200_000_000);
    short[] said = recorded("3-said.wav");
    short[] heard = recorded("3-heard.wav");
    assertEquals(1_600, said.length);
    assertEquals(1_600, heard.length);
    assertRuns(said, 0, 1, 160, 2, 320, 0);
    assertRuns(heard, 0, 0, 40, 7, 200, 8, 360, 0, 1_320, 9, 1_480, 0);
  }

  @Test
  void whatComesTooEarlyIsNotRecordedOverWhatWasThere() throws IOException {
    SimulatedPhone handset =
        new SimulatedPhone(8_000, Optional.empty(), Optional.of(recordings), 1);
    for (int i = 1; i <= 10; i++) handset.hear(0, heard(i));
    handset.hangUp(0);
    assertRuns(recorded("1-heard.wav"), 0, 1, 160, 2, 320, 3, 480, 4);
    assertEquals(640, recorded("1-heard.wav").length);
  }

  @Test
  void whatIsHeardComesBackLaterAndWeaker() {
    SimulatedPhone handset =
        new SimulatedPhone(8_000, Optional.of(new EchoPath.Settings(20, 40)), Optional.empty(), 1);
    handset.hear(0, heard(1_000));
    assertRuns(handset.say(0, frame(3)), 0, 3);
    assertRuns(handset.say(1, frame(3)), 0, 3);
    assertRuns(handset.say(2, frame(3)), 0, 103);
    assertRuns(handset.say(3, frame(3)), 0, 3);
  }

  @Test
  void nothingOldComesBackAfterAHole() {
    EchoPath echo = new EchoPath(new EchoPath.Settings(0, 100), 8_000);
    short[] sound = new short[8_800];
    Arrays.fill(sound, (short) 5);
    echo.hear(0, sound);
    echo.hear(20_000, frame(6));
    assertRuns(echo.mixedInto(20_000, frame(0)), 0, 0);
    assertRuns(echo.mixedInto(20_800, frame(0)), 0, 6);
  }

  @Test
  void hearsOtherRatesAtItsOwn() throws IOException {
    SimulatedPhone handset =
        new SimulatedPhone(16_000, Optional.empty(), Optional.of(recordings), 1);
    handset.hear(0, heard(4));
    handset.hangUp(20_000_000);
    assertEquals(320, recorded("1-heard.wav").length);
    assertRuns(recorded("1-heard.wav"), 0, 4);
  }

  /** Asserts a value from each position on, to the next one. */
  private static void assertRuns(short[] samples, int... positionsAndValues) {
    short[] expected = new short[samples.length];
    for (int i = 0; i < positionsAndValues.length; i += 2)
      Arrays.fill(
          expected, positionsAndValues[i], samples.length, (short) positionsAndValues[i + 1]);
    assertArrayEquals(expected, samples);
  }

  private short[] recorded(String name) throws IOException {
    return WavFile.read(recordings.resolve(name)).samples();
  }

  private static short[] frame(int value) {
    short[] samples = new short[160];
    Arrays.fill(samples, (short) value);
    return samples;
  }

  private static Audio heard(int value) {
    return new Audio(8_000, frame(value));
  }
}
