package talkspurt.audio;

import java.util.Random;

/** A line of 8 kHz with a bot that talks in bursts, its echo, and what a test lets the caller do. */
final class LineSimulation {

  static final int RATE_HZ = 8000;
  static final int FRAME = 160;

  private final Random random = new Random(7);
  final short[] bot;
  final double[] line;

  LineSimulation(double seconds) {
    int samples = (int) (seconds * 50) * FRAME;
    bot = new short[samples];
    line = new double[samples];
    speak(bot, 0, samples, 3000, 11);
    for (int n = 0; n < samples; n++) {
      line[n] = 3 * random.nextGaussian();
    }
  }

  /** Something with the spectrum and the syllables of speech, though without words. */
  private static void speak(short[] out, int from, int to, double loudness, long seed) {
    Random voice = new Random(seed);
    double low = 0;
    double phase = 0;
    double rate = 4;
    for (int n = from; n < to; n++) {
      low = 0.7 * low + voice.nextGaussian();
      phase += 2 * Math.PI * rate / RATE_HZ;
      if (phase > 2 * Math.PI) {
        phase -= 2 * Math.PI;
        rate = 2 + 4 * voice.nextDouble();
      }
      double envelope = Math.max(0, Math.sin(phase));
      out[n] = (short) Math.max(-32768, Math.min(32767, loudness * envelope * low));
    }
  }

  /** Adds an echo between two instants. */
  LineSimulation echo(double fromSecond, double toSecond, double delayMs, double gain) {
    int delay = (int) Math.round(delayMs * 8);
    for (int n = at(fromSecond); n < Math.min(line.length, at(toSecond)); n++) {
      line[n] += n >= delay ? gain * bot[n - delay] : 0;
    }
    return this;
  }

  /** Adds an echo whose delay grows. */
  LineSimulation driftingEcho(double delayMs, double ppm, double gain) {
    for (int n = 0; n < line.length; n++) {
      double place = n - delayMs * 8 - n * ppm * 1e-6;
      int whole = (int) Math.floor(place);
      double rest = place - whole;
      line[n] += whole >= 0 ? gain * ((1 - rest) * bot[whole] + rest * bot[whole + 1]) : 0;
    }
    return this;
  }

  /** Lets somebody else speak between two instants. */
  LineSimulation caller(double fromSecond, double toSecond, double loudness) {
    short[] voice = new short[line.length];
    speak(voice, at(fromSecond), Math.min(line.length, at(toSecond)), loudness, 99);
    for (int n = 0; n < line.length; n++) {
      line[n] += voice[n];
    }
    return this;
  }

  /** Loses every so manieth packet. */
  LineSimulation loss(int every) {
    for (int k = every; (k + 1) * FRAME <= line.length; k += every) {
      java.util.Arrays.fill(line, k * FRAME, (k + 1) * FRAME, 0);
    }
    return this;
  }

  /** The bot is silent from an instant on, the echo with it. */
  LineSimulation silentBotFrom(double second) {
    java.util.Arrays.fill(bot, at(second), bot.length, (short) 0);
    return this;
  }

  private static int at(double second) {
    return (int) (second * RATE_HZ);
  }

  int frames() {
    return line.length / FRAME;
  }

  short[] botFrame(int k) {
    return java.util.Arrays.copyOfRange(bot, k * FRAME, (k + 1) * FRAME);
  }

  short[] lineFrame(int k) {
    short[] frame = new short[FRAME];
    for (int n = 0; n < FRAME; n++) {
      frame[n] = (short) Math.max(-32768, Math.min(32767, Math.round(line[k * FRAME + n])));
    }
    return frame;
  }

  /** Plays all of it to a hearing and returns how likely speech was in each frame. */
  float[] playTo(EchoAwareDetector hearing, int fromFrame, int toFrame) {
    float[] speech = new float[toFrame - fromFrame];
    short[] clean = new short[FRAME];
    for (int k = fromFrame; k < toFrame; k++) {
      speech[k - fromFrame] = hearing.hear(lineFrame(k), botFrame(k), clean);
    }
    return speech;
  }
}
