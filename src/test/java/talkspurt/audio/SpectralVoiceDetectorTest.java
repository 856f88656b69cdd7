package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Sounds;

class SpectralVoiceDetectorTest {

  private static final int SETTLED = 75;
  private static final float SPEECH = 0.5f;

  private final SpectralVoiceDetector detector = new SpectralVoiceDetector();

  static Stream<Arguments> noises() {
    return Stream.of(
        Arguments.of("silence", Sounds.silence(8000, 8000)),
        Arguments.of("faint white noise", Sounds.white(8000, 8000, -65, 1)),
        Arguments.of("white noise", Sounds.white(8000, 8000, -45, 2)),
        Arguments.of("loud white noise", Sounds.white(8000, 8000, -25, 3)),
        Arguments.of("pink noise", Sounds.pink(8000, 8000, -45, 4)),
        Arguments.of("loud pink noise", Sounds.pink(8000, 8000, -25, 5)),
        Arguments.of("mains hum", hum(50)),
        Arguments.of("American mains hum", hum(60)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noises")
  void steadyNoiseFromTheFirstFrameIsNeverSpeech(String name, AudioFrame noise) {
    assertThat(voiced(noise)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noises")
  void steadyNoiseThatBeginsIsNoSpeechAfterSettling(String name, AudioFrame noise) {
    AudioFrame quiet = Sounds.white(8000, 3000, -70, 9);
    List<Integer> voiced = voiced(Sounds.then(quiet, noise));
    assertThat(voiced).allMatch(frame -> frame < 150 + SETTLED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noises")
  void steadyNoiseWithHolesFromLostPacketsIsNoSpeech(String name, AudioFrame noise) {
    short[] holey = noise.samples().clone();
    Random random = new Random(6);
    for (int at = 8000; at + 1600 < holey.length; at += 1600 + random.nextInt(1600)) {
      java.util.Arrays.fill(holey, at, at + 800, (short) 0);
    }
    assertThat(longestRunOf(new AudioFrame(8000, holey))).isLessThan(4);
  }

  static Stream<Arguments> tones() {
    return Stream.of(
        Arguments.of("dial tone", tone(2000, 0, 350, 440)),
        Arguments.of("European dial tone", tone(2000, 0, 425)),
        Arguments.of("ring back", tone(2000, 1000, 440, 480)),
        Arguments.of("European ring back", tone(1000, 1000, 425)),
        Arguments.of("busy", tone(500, 500, 480, 620)),
        Arguments.of("congestion", tone(250, 250, 480, 620)),
        Arguments.of("information", tone(330, 30, 950)),
        Arguments.of("fax", tone(500, 1000, 1100)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tones")
  void toneOfTheNetworkIsNoSpeech(String name, AudioFrame tone) {
    assertThat(longestRunOf(tone)).isLessThan(4);
    assertThat(longestRunOf(Sounds.mix(tone, Sounds.white(8000, 8000, -55, 3)))).isLessThan(4);
  }

  @Test
  void keysAreNoSpeech() {
    for (int row : new int[] {697, 770, 852, 941}) {
      for (int column : new int[] {1209, 1336, 1477, 1633}) {
        AudioFrame key = Sounds.tones(8000, 90, -18, row, column);
        AudioFrame pressed =
            Sounds.then(Sounds.silence(8000, 1000), key, Sounds.silence(8000, 200));
        assertThat(longestRunOf(pressed)).as(row + "+" + column).isLessThan(4);
      }
    }
  }

  @Test
  void clicksAreNoSpeech() {
    AudioFrame line = Sounds.white(8000, 10_000, -60, 5);
    Random random = new Random(8);
    for (int at = 8000; at < 76_000; at += 4000) {
      for (int i = 0; i < 1 + random.nextInt(40); i++) {
        line.samples()[at + i] =
            (short) (20_000 * Math.exp(-i / 8.0) * (random.nextBoolean() ? 1 : -1));
      }
    }
    assertThat(longestRunOf(line)).isLessThan(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 24000, 48000})
  void speechOnACleanLineIsFoundWithinATenthOfASecond(int rateHz) {
    for (String words : List.of("hours", "operator", "ok")) {
      AudioFrame speech = Sounds.speech(words, rateHz);
      AudioFrame line =
          Sounds.then(Sounds.silence(rateHz, 2000), speech, Sounds.silence(rateHz, 1000));
      List<Integer> voiced = voiced(new SpectralVoiceDetector(), line);
      assertThat(voiced.get(0)).as(words).isBetween(100, 105);
      assertThat(voiced.size()).as(words).isGreaterThan(speech.durationMs() / 20 * 6 / 10);
      assertThat(voiced.get(voiced.size() - 1)).isLessThan(100 + speech.durationMs() / 20 + 4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 24000, 48000})
  void speechInNoiseTwentyDecibelsBelowIsFoundToo(int rateHz) {
    for (String words : List.of("hours", "operator", "ok")) {
      AudioFrame speech = Sounds.speech(words, rateHz);
      AudioFrame line =
          Sounds.then(Sounds.silence(rateHz, 2000), speech, Sounds.silence(rateHz, 1000));
      AudioFrame noisy = Sounds.mix(line, Sounds.pink(rateHz, line.durationMs(), -19 - 20, rateHz));
      List<Integer> voiced = voiced(new SpectralVoiceDetector(), noisy);
      assertThat(voiced.get(0)).as(words).isBetween(100, 105);
      assertThat(voiced.size()).as(words).isGreaterThan(speech.durationMs() / 20 * 3 / 10);
    }
  }

  @Test
  void aRateChangeInTheMiddleOfACallDoesNotDeafen() {
    voiced(detector, Sounds.silence(8000, 1000));
    AudioFrame line = Sounds.then(Sounds.silence(16000, 1000), Sounds.speech("operator", 16000));
    assertThat(voiced(detector, line)).isNotEmpty();
  }

  private static AudioFrame hum(int hz) {
    double[] harmonics = IntStream.rangeClosed(1, 11).mapToDouble(n -> n * hz).toArray();
    return Sounds.mix(Sounds.tones(8000, 8000, -38, harmonics), Sounds.white(8000, 8000, -62, hz));
  }

  private static AudioFrame tone(int onMs, int offMs, double... hz) {
    AudioFrame once = Sounds.then(Sounds.tones(8000, onMs, -18, hz), Sounds.silence(8000, offMs));
    AudioFrame all = Sounds.silence(8000, 1000);
    while (all.durationMs() < 8000) {
      all = Sounds.then(all, once);
    }
    return all;
  }

  private List<Integer> voiced(AudioFrame line) {
    return voiced(detector, line);
  }

  /** The numbers of the frames in which somebody speaks. */
  private static List<Integer> voiced(VoiceDetector detector, AudioFrame line) {
    List<AudioFrame> frames = Sounds.frames(line);
    return IntStream.range(0, frames.size())
        .filter(n -> detector.speech(frames.get(n)) >= SPEECH)
        .boxed()
        .toList();
  }

  private static int longestRunOf(AudioFrame line) {
    int longest = 0;
    int run = 0;
    VoiceDetector detector = new SpectralVoiceDetector();
    for (AudioFrame frame : Sounds.frames(line)) {
      run = detector.speech(frame) >= SPEECH ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
