package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoAwareDetectorTest {

  private static EchoAwareDetector hearing() {
    return new EchoAwareDetector(8000, HearingNet.standard());
  }

  private static EchoAwareDetector heard(LineSimulation line) {
    EchoAwareDetector hearing = hearing();
    line.playTo(hearing, 0, line.frames());
    return hearing;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 20, 45, 80, 125, 200, 333, 450, 600, 720, 780, 850, 1000, 1200, 1270})
  void findsHowLateTheBotComesBack(int delayMs) {
    EchoReport echo = heard(new LineSimulation(4).echo(0, 9, delayMs, 0.3)).echo();
    assertThat(echo.delayMs()).isBetween(delayMs - 20, delayMs + 20);
    assertThat(echo.removedDb()).isGreaterThan(12);
    assertThat(echo.lossDb()).isBetween(8f, 13f);
  }

  @ParameterizedTest
  @ValueSource(ints = {-100, 50, 100})
  void followsAClockThatRunsOff(int ppm) {
    assertThat(heard(new LineSimulation(20).driftingEcho(150, ppm, 0.3)).echo().removedDb())
        .isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, 30, 70, 250})
  void findsADelayThatJumps(int byMs) {
    LineSimulation line = new LineSimulation(8).echo(0, 4, 140, 0.3).echo(4, 9, 140 + byMs, 0.3);
    EchoReport echo = heard(line).echo();
    assertThat(echo.delayMs()).isBetween(140 + byMs - 20, 140 + byMs + 20);
    assertThat(echo.removedDb()).isGreaterThan(10);
  }

  @Test
  void takesAwayTwoEchoesAtOnce() {
    EchoReport echo =
        heard(new LineSimulation(6).echo(0, 9, 60, 0.3).echo(0, 9, 340, 0.15)).echo();
    assertThat(echo.removedDb()).isGreaterThan(12);
    assertThat(echo.jumps()).isEqualTo(1);
  }

  @Test
  void keepsWhatItLearnedWhileBothSpeak() {
    LineSimulation line = new LineSimulation(8).echo(0, 9, 100, 0.3).caller(3, 7, 2000);
    EchoAwareDetector hearing = hearing();
    line.playTo(hearing, 0, 8 * 50);
    assertThat(hearing.echo().removedDb()).isGreaterThan(8);
    assertThat(hearing.echo().delayMs()).isBetween(80, 120);
  }

  @Test
  void keepsWhatItLearnedOverASilentTurn() {
    LineSimulation line = new LineSimulation(12).silentBotFrom(4).echo(0, 99, 220, 0.3);
    EchoAwareDetector hearing = heard(line);
    LineSimulation next = new LineSimulation(1).echo(0, 9, 220, 0.3);
    next.playTo(hearing, 0, 25 + 15);
    assertThat(hearing.echo().delayMs()).isBetween(200, 240);
    assertThat(hearing.echo().removedDb()).isGreaterThan(12);
  }

  @Test
  void unlearnsNothingFromLostPackets() {
    EchoReport echo = heard(new LineSimulation(6).echo(0, 9, 100, 0.3).loss(23)).echo();
    assertThat(echo.delayMs()).isBetween(80, 120);
    assertThat(echo.removedDb()).isGreaterThan(8);
  }

  @Test
  void aLineOnWhichNothingComesBackHasNoEcho() {
    EchoAwareDetector hearing = heard(new LineSimulation(10));
    assertThat(hearing.echo()).isEqualTo(EchoReport.UNKNOWN);
  }

  @Test
  void hearsNobodyInSilence() {
    EchoAwareDetector hearing = hearing();
    short[] silence = new short[160];
    for (int k = 0; k < 500; k++) {
      assertThat(hearing.hear(silence, silence, new short[160])).isLessThan(0.5f);
    }
  }

  @Test
  void hearsNobodyInTheBotsOwnEcho() {
    LineSimulation line = new LineSimulation(20).echo(0, 99, 150, 0.5);
    EchoAwareDetector hearing = hearing();
    short[] clean = new short[160];
    for (int k = 0; k < line.frames(); k++) {
      hearing.hear(line.lineFrame(k), line.botFrame(k), clean);
      assertThat(hearing.speaking()).isFalse();
    }
  }

  @Test
  void staysFiniteWhateverComes() {
    Random random = new Random(3);
    EchoAwareDetector hearing = hearing();
    short[] clean = new short[160];
    for (int k = 0; k < 2000; k++) {
      short[] line = wild(random, k / 50 % 5);
      short[] sent = wild(random, k / 70 % 5);
      assertThat(hearing.hear(line, sent, clean)).isBetween(0f, 1f);
    }
    EchoReport echo = hearing.echo();
    assertThat(echo.removedDb()).isFinite();
    assertThat(echo.lossDb()).isFinite();
  }

  private static short[] wild(Random random, int kind) {
    short[] frame = new short[160];
    for (int n = 0; n < 160; n++) {
      frame[n] = (short)
          switch (kind) {
            case 0 -> 0;
            case 1 -> random.nextInt(65536) - 32768;
            case 2 -> n / 20 % 2 == 0 ? 32767 : -32768;
            case 3 -> random.nextInt(3) - 1;
            default -> 20000 * Math.sin(n * 0.3);
          };
    }
    return frame;
  }

  @Test
  void hearsTheSameTwice() {
    LineSimulation line = new LineSimulation(5).echo(0, 9, 100, 0.3).caller(2, 4, 3000);
    float[] first = line.playTo(hearing(), 0, line.frames());
    float[] second = line.playTo(hearing(), 0, line.frames());
    assertThat(second).containsExactly(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000})
  void allocatesNothingAFrame(int rateHz) {
    EchoAwareDetector hearing = new EchoAwareDetector(rateHz, HearingNet.standard());
    Random random = new Random(1);
    short[] line = new short[rateHz / 50];
    short[] sent = new short[rateHz / 50];
    short[] clean = new short[rateHz / 50];
    for (int n = 0; n < line.length; n++) {
      sent[n] = (short) (3000 * random.nextGaussian());
      line[n] = (short) (sent[n] / 3);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    for (int k = 0; k < 300; k++) {
      line[k % line.length]++;
      hearing.hear(line, sent, clean);
    }
    long before = threads.getThreadAllocatedBytes(self);
    for (int k = 0; k < 300; k++) {
      line[k % line.length]++;
      hearing.hear(line, sent, clean);
    }
    // asking costs a little itself; one object a frame would cost 4800 at least
    assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(2000);
  }

  @Test
  void cleansALineOfAHigherRateAsWell() {
    LineSimulation narrow = new LineSimulation(5).echo(0, 9, 100, 0.4);
    EchoAwareDetector hearing = new EchoAwareDetector(16000, HearingNet.standard());
    double before = 0;
    double after = 0;
    short[] clean = new short[320];
    for (int k = 0; k < narrow.frames(); k++) {
      short[] line = doubled(narrow.lineFrame(k));
      hearing.hear(line, doubled(narrow.botFrame(k)), clean);
      for (int n = 0; n < 320 && k > 150; n++) {
        before += (double) line[n] * line[n];
        after += (double) clean[n] * clean[n];
      }
    }
    assertThat(10 * Math.log10(before / after)).isGreaterThan(10);
  }

  private static short[] doubled(short[] frame) {
    short[] wide = new short[frame.length * 2];
    for (int n = 0; n < wide.length; n++) {
      wide[n] = frame[n / 2];
    }
    return wide;
  }

  @Test
  void samplesAreRoundedAndCut() {
    float[] values = {0, 0.4f, 0.6f, 1.6f, -0.4f, -0.6f, -1.6f, 32766.6f, 40000, -32767.6f, -40000};
    for (int n = 0; n < values.length; n++) {
      values[n] /= 32768;
    }
    short[] samples = new short[values.length];
    EchoAwareDetector.toSamples(values, samples);
    assertThat(samples)
        .containsExactly(new short[] {0, 0, 1, 2, 0, -1, -2, 32767, 32767, -32768, -32768});
  }

  @Test
  void soundPassesUnchangedWhileTheBotIsSilent() {
    LineSimulation line = new LineSimulation(2).silentBotFrom(0).caller(0, 2, 3000);
    EchoAwareDetector hearing = hearing();
    int late = hearing.delayMs() * 8;
    short[] out = new short[line.line.length];
    short[] clean = new short[160];
    for (int k = 0; k < line.frames(); k++) {
      hearing.hear(line.lineFrame(k), line.botFrame(k), clean);
      System.arraycopy(clean, 0, out, k * 160, 160);
    }
    for (int n = late; n < out.length; n++) {
      assertThat((int) out[n]).isEqualTo((int) Math.round(line.line[n - late]));
    }
  }

  @Test
  void refusesARateItCannotBringDown() {
    assertThatThrownBy(() -> new EchoAwareDetector(11025, HearingNet.standard()))
        .hasMessageContaining("11025");
  }

  /** What training saw and what a call sees come of one piece of code; this holds it in its place. */
  @Test
  void judgesByTheNumbersItWasTrainedOn() throws IOException {
    LineSimulation line = GoldenHearing.line();
    EchoAwareDetector hearing = hearing();
    List<float[]> golden = golden();
    int row = 0;
    for (int k = 0; k < line.frames(); k++) {
      float[] speech = line.playTo(hearing, k, k + 1);
      if (k % GoldenHearing.EVERY == GoldenHearing.EVERY - 1) {
        float[] expected = golden.get(row++);
        assertThat(expected).hasSize(EchoAwareDetector.evidenceSize() + 1);
        for (int n = 0; n < EchoAwareDetector.evidenceSize(); n++) {
          assertThat(hearing.evidence()[n])
              .as("frame %d, number %d", k, n)
              .isCloseTo(expected[n], within(0.02f));
        }
        assertThat(speech[0]).isCloseTo(expected[EchoAwareDetector.evidenceSize()], within(0.01f));
      }
    }
    assertThat(row).isEqualTo(golden.size());
  }

  private static org.assertj.core.data.Offset<Float> within(float offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  private static List<float[]> golden() throws IOException {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(
        EchoAwareDetectorTest.class.getResourceAsStream("/hearing/golden.txt"),
        StandardCharsets.US_ASCII))) {
      return in.lines().map(EchoAwareDetectorTest::numbers).collect(Collectors.toList());
    }
  }

  private static float[] numbers(String line) {
    String[] words = line.split(" ");
    float[] numbers = new float[words.length];
    for (int n = 0; n < words.length; n++) {
      numbers[n] = Float.parseFloat(words[n]);
    }
    return numbers;
  }
}
