package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveLevelTest {

  private static final int SECONDS = 10;

  /** What {@code speech_voltmeter} of ITU-T's Software Tool Library (G.191) tells of these signals. */
  @ParameterizedTest
  @CsvSource({
    "tone, 8000, -15.25",
    "tone, 16000, -15.25",
    "tone, 24000, -15.25",
    "bursts, 8000, -17.20",
    "bursts, 16000, -17.20",
    "bursts, 24000, -17.20",
    "clicks, 8000, -21.13",
    "clicks, 16000, -21.12",
    "clicks, 24000, -21.12",
    "syllables, 8000, -18.07",
    "syllables, 16000, -18.07",
    "syllables, 24000, -18.06",
    "quiet, 8000, -50.11",
    "quiet, 16000, -50.11",
    "quiet, 24000, -50.09",
  })
  void theLevelIsThatOfTheReference(String signal, int rateHz, double dbov) {
    ActiveLevel level = new ActiveLevel();
    short[] samples = signal(signal, rateHz);
    for (int from = 0; from < samples.length; from += 997) {
      int to = Math.min(samples.length, from + 997);
      level.hear(new AudioFrame(rateHz, Arrays.copyOfRange(samples, from, to)));
    }
    assertThat(level.dbov()).hasValueCloseTo(dbov, within(0.1));
  }

  @Test
  void silenceHasNoLevel() {
    ActiveLevel level = new ActiveLevel();
    assertThat(level.dbov()).isEmpty();
    assertThat(level.activeSeconds()).isZero();
    level.hear(new AudioFrame(8000, new short[80_000]));
    assertThat(level.dbov()).isEmpty();
    assertThat(level.activeSeconds()).isZero();
  }

  @Test
  void pausesAreNoSpeech() {
    ActiveLevel level = new ActiveLevel();
    level.hear(new AudioFrame(8000, signal("tone", 8000)));
    double spoken = level.dbov().orElseThrow();
    level.hear(new AudioFrame(8000, new short[800_000]));
    assertThat(level.dbov()).hasValueCloseTo(spoken, within(0.2));
    assertThat(level.activeSeconds()).isCloseTo(SECONDS, within(0.5));
  }

  @Test
  void whatWasHeardBeforeCountsLess() {
    ActiveLevel all = new ActiveLevel();
    all.add(level("tone"), 0.5);
    assertThat(all.dbov()).hasValueCloseTo(-15.25, within(0.1));
    all.add(level("quiet"), 0.5);
    assertThat(all.dbov().orElseThrow()).isBetween(-22.0, -15.0);
    for (int i = 0; i < 30; i++) {
      all.add(level("quiet"), 0.5);
    }
    assertThat(all.dbov()).hasValueCloseTo(-50.1, within(0.2));
  }

  private static ActiveLevel level(String signal) {
    ActiveLevel level = new ActiveLevel();
    level.hear(new AudioFrame(8000, signal(signal, 8000)));
    return level;
  }

  private static short[] signal(String name, int rateHz) {
    short[] samples = new short[SECONDS * rateHz];
    int state = 1;
    for (int i = 0; i < samples.length; i++) {
      state = state * 1664525 + 1013904223;
      double noise = ((state >>> 16) - 32768) / 32768.0;
      double swell = Math.pow(Math.sin(Math.PI * 4 * i / rateHz), 2);
      double tone = 8000 * Math.sin(2 * Math.PI * 400 * i / rateHz);
      boolean speaks = i % (3 * rateHz) < 2 * rateHz;
      samples[i] = (short) Math.rint(
          switch (name) {
            case "tone" -> tone;
            case "bursts" -> i / (rateHz / 2) % 2 == 0 ? tone : 0;
            case "clicks" -> i % (rateHz / 2) < rateHz / 10 ? 10000 * noise : 0;
            case "syllables" -> speaks ? 12000 * swell * noise : 20 * noise;
            case "quiet" -> speaks ? 300 * swell * noise : 2 * noise;
            default -> throw new AssertionError(name);
          });
    }
    return samples;
  }
}
