package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.fake.Sounds;

class ResamplerTest {

  private static final List<Integer> RATES_HZ =
      List.of(8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000);
  private static final double LEVEL_DBFS = -6;

  static Stream<Arguments> pairs() {
    return RATES_HZ.stream()
        .flatMap(from ->
            RATES_HZ.stream().filter(to -> !to.equals(from)).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatIsBelowFourFifthsOfTheLowerNyquistPassesUnchangedAndAlone(int fromHz, int toHz) {
    double nyquistHz = Math.min(fromHz, toHz) / 2.0;
    for (double share : new double[] {0.05, 0.31, 0.62, 0.8}) {
      double hz = share * nyquistHz;
      short[] heard = converted(fromHz, toHz, hz);
      assertThat(toneDbfs(heard, toHz, hz)).isCloseTo(LEVEL_DBFS, within(0.5));
      assertThat(besideDbfs(heard, toHz, hz)).isLessThan(LEVEL_DBFS - 80);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void noImageOrAliasOfWhatIsBelowNineTenths(int fromHz, int toHz) {
    double hz = 0.89 * Math.min(fromHz, toHz) / 2.0;
    assertThat(besideDbfs(converted(fromHz, toHz, hz), toHz, hz)).isLessThan(LEVEL_DBFS - 80);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatTheLowerRateCannotHoldIsGone(int fromHz, int toHz) {
    if (toHz < fromHz) {
      double hz = Math.min(1.12 * toHz / 2.0, 0.49 * fromHz);
      short[] heard = converted(fromHz, toHz, hz);
      assertThat(Level.dbfs(heard)).isLessThan(LEVEL_DBFS - 80);
    }
  }

  /** What lies above 1.1 of the lower Nyquist frequency would fold to below 0.9 of it. */
  @ParameterizedTest
  @MethodSource("pairs")
  void nothingFoldsToBelowNineTenths(int fromHz, int toHz) {
    double nyquistHz = toHz / 2.0;
    for (double hz = 1.1 * nyquistHz; hz < 0.5 * fromHz; hz += 0.23 * nyquistHz) {
      assertThat(Level.dbfs(converted(fromHz, toHz, hz))).isLessThan(LEVEL_DBFS - 80);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void piecesOfAnySizeAreAsGoodAsOne(int fromHz, int toHz) {
    Random random = new Random(fromHz * 31L + toHz);
    short[] whole = Sounds.white(fromHz, 150, -12, 7).samples();
    short[] atOnce = new Resampler(fromHz, toHz).convert(whole);
    Resampler streaming = new Resampler(fromHz, toHz);
    short[] piecewise = new short[0];
    for (int at = 0; at < whole.length; ) {
      int size = Math.min(whole.length - at, random.nextInt(3) * random.nextInt(777));
      piecewise = joined(piecewise, streaming.convert(Arrays.copyOfRange(whole, at, at + size)));
      at += size;
    }
    assertThat(piecewise).isEqualTo(atOnce);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void lengthIsTheRatioOfTheRates(int fromHz, int toHz) {
    Resampler resampler = new Resampler(fromHz, toHz);
    long given = 0;
    long got = 0;
    for (int size : new int[] {0, 1, 2, 160, 33, 999, 20_000, 5}) {
      given += size;
      got += resampler.convert(new short[size]).length;
      assertThat((double) got).isCloseTo((double) given * toHz / fromHz, within(1.0));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void outputLagsByTheDelayItTells(int fromHz, int toHz) {
    Resampler resampler = new Resampler(fromHz, toHz);
    short[] step = new short[fromHz / 10];
    Arrays.fill(step, step.length / 2, step.length, (short) 10_000);
    short[] heard = resampler.convert(step);
    double expected = (step.length / 2.0 + resampler.delaySamples()) * toHz / fromHz;
    int risen = 0;
    while (heard[risen] < 5000) {
      risen++;
    }
    assertThat((double) risen).isCloseTo(expected, within(1.5 * Math.max(1, toHz / fromHz)));
  }

  @Test
  void afterAResetNothingOfTheFormerSignalIsLeft() {
    Resampler used = new Resampler(16000, 8000);
    used.convert(Sounds.white(16000, 500, -6, 3).samples());
    used.reset();
    short[] next = Sounds.white(16000, 50, -6, 4).samples();
    assertThat(used.convert(next)).isEqualTo(new Resampler(16000, 8000).convert(next));
  }

  /** What is made once is the filter alone, by the ratio. */
  @Test
  void convertersOfTheSameRatesDoNotDisturbEachOther() {
    short[] tone = Sounds.tones(16_000, 200, LEVEL_DBFS, 440).samples();
    short[] alone = new Resampler(16_000, 24_000).convert(tone);
    Resampler one = new Resampler(16_000, 24_000);
    Resampler other = new Resampler(16_000, 24_000);
    other.convert(Sounds.tones(16_000, 33, LEVEL_DBFS, 1000).samples());
    assertThat(one.convert(tone)).isEqualTo(alone);
    assertThat(new Resampler(32_000, 48_000).convert(tone)).as("the ratio").isEqualTo(alone);
    assertThat(new Resampler(24_000, 16_000).convert(tone)).hasSizeLessThan(tone.length);
  }

  @Test
  void theSameRatePassesUntouched() {
    short[] samples = Sounds.white(8000, 20, -12, 1).samples();
    Resampler resampler = new Resampler(8000, 8000);
    assertThat(resampler.isIdentity()).isTrue();
    assertThat(resampler.delaySamples()).isZero();
    assertThat(resampler.convert(samples)).isSameAs(samples);
  }

  @Test
  void ratesOfOtherVoicesDoAsWell() {
    assertThat(toneDbfs(converted(22050, 8000, 1000), 8000, 1000))
        .isCloseTo(LEVEL_DBFS, within(0.1));
    assertThat(toneDbfs(converted(11025, 48000, 1000), 48000, 1000))
        .isCloseTo(LEVEL_DBFS, within(0.1));
  }

  @Test
  void fullScaleIsClippedNotWrapped() {
    short[] square = new short[800];
    Arrays.fill(square, 0, 400, Short.MAX_VALUE);
    Arrays.fill(square, 400, 800, Short.MIN_VALUE);
    short[] heard = new Resampler(8000, 16000).convert(square);
    for (int i = 200; i < 780; i++) {
      assertThat(heard[i]).isGreaterThan((short) 28_000);
    }
  }

  @Test
  void ratesMustBePositive() {
    assertThatThrownBy(() -> new Resampler(0, 8000)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Resampler(8000, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** 100 ms and more of a tone after the filter has filled. */
  private static short[] converted(int fromHz, int toHz, double hz) {
    short[] tone = Sounds.tones(fromHz, 200, LEVEL_DBFS, hz).samples();
    short[] heard = new Resampler(fromHz, toHz).convert(tone);
    return Arrays.copyOfRange(heard, heard.length / 4, heard.length);
  }

  private static double toneDbfs(short[] samples, int rateHz, double hz) {
    double[] fit = fit(samples, rateHz, hz);
    return 20 * Math.log10(Math.hypot(fit[0], fit[1]) / Math.sqrt(2) / 32768);
  }

  /** Level of all that is not the tone. */
  private static double besideDbfs(short[] samples, int rateHz, double hz) {
    double[] fit = fit(samples, rateHz, hz);
    double energy = 0;
    for (int i = 0; i < samples.length; i++) {
      double angle = 2 * Math.PI * hz * i / rateHz;
      double left = samples[i] - fit[0] * Math.cos(angle) - fit[1] * Math.sin(angle);
      energy += left * left;
    }
    return Level.dbfs(energy / samples.length);
  }

  /** Least squares fit of a cosine and a sine. */
  private static double[] fit(short[] samples, int rateHz, double hz) {
    double cc = 0;
    double ss = 0;
    double cs = 0;
    double xc = 0;
    double xs = 0;
    for (int i = 0; i < samples.length; i++) {
      double angle = 2 * Math.PI * hz * i / rateHz;
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      cc += c * c;
      ss += s * s;
      cs += c * s;
      xc += samples[i] * c;
      xs += samples[i] * s;
    }
    double determinant = cc * ss - cs * cs;
    return new double[] {(xc * ss - xs * cs) / determinant, (xs * cc - xc * cs) / determinant};
  }

  private static short[] joined(short[] one, short[] other) {
    short[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
