package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Sounds;

/** An ear for every rate that a line may have. */
class NearEndDetectorTest {

  private static final int SECONDS = 6;
  private static final double DELAY_S = 0.15;

  @ParameterizedTest
  @ValueSource(ints = {8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000})
  void findsTheEchoAndTakesItAwayAtAnyRate(int rateHz) {
    NearEndDetector ear = NearEndDetector.of(rateHz);
    int size = AudioFrame.samplesPerFrame(rateHz);
    short[] bot = voice(rateHz, SECONDS * 50 * size);
    int delay = (int) (DELAY_S * rateHz);
    double came = 0;
    double left = 0;
    int spoke = 0;
    for (int frame = 0; frame < SECONDS * 50; frame++) {
      short[] line = new short[size];
      short[] sent = new short[size];
      for (int n = 0; n < size; n++) {
        int at = frame * size + n;
        sent[n] = bot[at];
        line[n] = (short) (at < delay ? 0 : bot[at - delay] / 3);
      }
      Heard heard = ear.hear(new AudioFrame(rateHz, line), new AudioFrame(rateHz, sent));
      if (frame > SECONDS * 25) {
        came += Level.dbfs(line) > -60 ? power(line) : 0;
        left += power(heard.clean().samples());
        spoke += heard.speech() >= 0.5 ? 1 : 0;
      }
    }
    assertThat(ear.echo().delayMs()).isBetween(130, 170);
    assertThat(10 * Math.log10(came / left)).isGreaterThan(15);
    assertThat(spoke).isLessThan(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {12_000, 44_100})
  void aLineThatIsConvertedIsHeardAsItsConvertedSound(int rateHz) {
    NearEndDetector ear = NearEndDetector.of(rateHz);
    NearEndDetector converted = NearEndDetector.of(16_000);
    Resampler line = new Resampler(rateHz, 16_000);
    Resampler sent = new Resampler(rateHz, 16_000);
    for (int frame = 0; frame < 100; frame++) {
      AudioFrame caller = Sounds.white(rateHz, 20, -20, frame);
      AudioFrame bot = Sounds.white(rateHz, 20, -30, 1000 + frame);
      Heard heard = ear.hear(caller, bot);
      Heard expected = converted.hear(
          new AudioFrame(16_000, line.convert(caller.samples())),
          new AudioFrame(16_000, sent.convert(bot.samples())));
      assertThat(heard.clean().rateHz()).isEqualTo(16_000);
      assertThat(heard.clean().samples()).isEqualTo(expected.clean().samples());
      assertThat(heard.speech()).isEqualTo(expected.speech());
    }
  }

  private static double power(short[] samples) {
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return sum / samples.length;
  }

  /** Noise of the band of a telephone, in syllables. */
  private static short[] voice(int rateHz, int samples) {
    short[] eight = new short[(int) ((long) samples * 8000 / rateHz) + 8000];
    Random random = new Random(3);
    double low = 0;
    for (int n = 0; n < eight.length; n++) {
      low = 0.7 * low + random.nextGaussian();
      eight[n] = (short) (2500 * low * Math.max(0, Math.sin(2 * Math.PI * 3.5 * n / 8000)));
    }
    short[] voice = new Resampler(8000, rateHz).convert(eight);
    return java.util.Arrays.copyOf(voice, samples);
  }
}
