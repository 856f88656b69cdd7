package talkspurt.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.Sounds;

class ReframerTest {

  private static final double START_MS = 5000;

  private final Reframer cutter = new Reframer(8000, START_MS);
  private final List<AudioFrame> cut = new ArrayList<>();
  private double nowMs = START_MS;

  @Test
  void whatComesFirstEndsNowAndWhatFollowsAtOnceCameLate() {
    Reframer line = new Reframer(8000, 0);
    assertThat(line.cut(AudioFrame.silence(8000), 90)).as("70 ms before it").hasSize(4);
    assertThat(line.filledMs()).isEqualTo(60);
    assertThat(line.lateMs()).isZero();
    for (int n = 0; n < 4; n++) {
      assertThat(line.cut(AudioFrame.silence(8000), 91)).hasSize(1);
    }
    assertThat(line.lateMs()).isEqualTo(60);
  }

  @Test
  void aWholeFramePassesAsItIs() {
    AudioFrame frame = numbered(0, 160);
    assertThat(cutter.cut(frame, START_MS + 20)).containsExactly(frame);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 80, 159, 160, 161, 240, 320, 1600})
  void piecesOfAnySizeComeOutAsTheSameSamplesInFrames(int size) {
    for (int at = 0; at + size <= 16_000; at += size) {
      arrive(numbered(at, size), size / 8.0);
    }
    assertThat(cut).allSatisfy(frame -> assertThat(frame.samples()).hasSize(160));
    assertThat(samples()).isEqualTo(numbered(0, samples().length).samples());
    assertThat(samples().length).isGreaterThan(16_000 - size - 160);
    assertThat(cutter.filledMs()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000})
  void everyRateHasItsOwnFrame(int rateHz) {
    List<AudioFrame> frames = cutter.cut(Sounds.tones(rateHz, 60, -20, 500), START_MS + 60);
    assertThat(frames).hasSize(3);
    assertThat(frames)
        .allSatisfy(
            frame -> assertThat(frame.samples()).hasSize(AudioFrame.samplesPerFrame(rateHz)));
    assertThat(cutter.rateHz()).isEqualTo(rateHz);
  }

  @Test
  void jitterIsNotTakenForLoss() {
    Random random = new Random(1);
    for (int n = 1; n <= 5000; n++) {
      double arrivalMs = Math.max(nowMs, START_MS + 20 * n + random.nextInt(90));
      arrive(numbered(160 * n, 160), arrivalMs - nowMs);
    }
    assertThat(cut).hasSize(5000);
    assertThat(cutter.filledMs()).isZero();
  }

  @Test
  void aHoleIsFilledToItsLength() {
    steady(50);
    nowMs += 500;
    steady(50);
    assertThat(cutter.filledMs()).isEqualTo(500);
    assertThat(cut).hasSize(50 + 25 + 50);
    assertThat(cut.subList(50, 75)).allMatch(ReframerTest::silent);
    assertThat(cut.subList(75, 125)).noneMatch(ReframerTest::silent);
  }

  /** Whenever in a frame's time a line begins, and however late its first piece: what is lost is counted from when pieces came before. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9, 12, 16, 19})
  void afterALossASampleIsWhereItWouldBeWithoutIt(int phaseMs) {
    for (int lost : new int[] {1, 2, 5, 6, 30, 31}) {
      for (int firstLateMs : new int[] {0, 8, 15}) {
        for (int before : new int[] {40, 300}) {
          assertThat(framesOfALine(phaseMs, firstLateMs, before, lost))
              .as("%s lost of %s, the first %s ms late", lost, before, firstLateMs)
              .isEqualTo(framesOfALine(phaseMs, firstLateMs, before + lost, 0));
        }
      }
    }
  }

  private static int framesOfALine(int phaseMs, int firstLateMs, int before, int lost) {
    Random random = new Random(phaseMs);
    Reframer line = new Reframer(8000, START_MS);
    int frames = 0;
    double looked = START_MS;
    for (int n = 1; n <= before + lost + 100; n++) {
      double atMs = START_MS + phaseMs + 20 * n + random.nextDouble() + (n == 1 ? firstLateMs : 0);
      if (n <= before || n > before + lost) {
        for (double look = looked + 100; look < atMs; look += 100) {
          frames += line.pass(look).size();
          looked = look;
        }
        frames += line.cut(numbered(160 * n, 160), atMs).size();
      }
    }
    return frames;
  }

  /** What comes at once behind a stall is all there: so much silence as was put for it is late. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 15})
  void aStallOfAnyLengthMovesNothing(int firstLateMs) {
    for (int stallMs = 100; stallMs < 420; stallMs++) {
      Random random = new Random(stallMs);
      Reframer line = new Reframer(8000, START_MS);
      double stalledUntil = START_MS + 20 * 40 + stallMs;
      long atFirst = 0;
      for (int n = 1; n <= 200; n++) {
        double at = START_MS + 20 * n + random.nextDouble() + (n == 1 ? firstLateMs : 0);
        line.cut(numbered(160 * n, 160), n > 40 ? Math.max(at, stalledUntil) : at);
        atFirst = n == 40 ? line.filledMs() - line.lateMs() : atFirst;
      }
      assertThat(line.filledMs()).isGreaterThanOrEqualTo(stallMs < 140 ? 0 : stallMs - 60);
      assertThat(line.filledMs() - line.lateMs()).as("%s ms", stallMs).isEqualTo(atFirst);
    }
  }

  @Test
  void aLostPieceIsFilledWithinAFewHundredMilliseconds() {
    steady(50);
    nowMs += 20;
    steady(30);
    assertThat(cutter.filledMs()).isEqualTo(20);
    assertThat(cut).hasSize(81);
    steady(300);
    assertThat(cutter.filledMs()).isEqualTo(20);
    assertThat(cutter.lateMs()).isZero();
  }

  @Test
  void whatWaitedBeforeTheStreamWasListenedToIsLate() {
    for (int n = 0; n < 15; n++) {
      arrive(numbered(160 * n, 160), n == 0 ? 20 : 0);
    }
    assertThat(cutter.lateMs()).isEqualTo(280);
    steady(200);
    assertThat(cutter.lateMs()).isEqualTo(280);
    assertThat(cutter.filledMs()).isZero();
    assertThat(cut).hasSize(215);
  }

  @Test
  void steadyLossIsFilledOverTime() {
    Random random = new Random(2);
    for (int n = 0; n < 3000; n++) {
      if (random.nextInt(5) == 0) {
        nowMs += 20;
      } else {
        arrive(numbered(160 * n, 160), 20);
      }
    }
    assertThat(cut.size()).isBetween(3000 - 7, 3000 + 1);
  }

  @Test
  void aBurstAfterAStallLosesNothing() {
    steady(50);
    nowMs += 80;
    for (int n = 0; n < 4; n++) {
      arrive(numbered(8000 + 160 * n, 160), 0);
    }
    steady(50);
    assertThat(cutter.filledMs()).isZero();
    assertThat(cut).hasSize(104);
  }

  @Test
  void aLongStallIsFilledAndItsBurstIsLate() {
    steady(50);
    nowMs += 200;
    for (int n = 0; n < 10; n++) {
      arrive(numbered(8000 + 160 * n, 160), 0);
    }
    long filledInStall = cutter.filledMs();
    assertThat(filledInStall).isBetween(180L, 200L);
    assertThat(cut).hasSize((int) (60 + filledInStall / 20));
    assertThat(cutter.lateMs()).isEqualTo(filledInStall);
    steady(50);
    assertThat(cutter.lateMs()).isEqualTo(filledInStall);
    nowMs += 100;
    steady(1);
    assertThat(cutter.filledMs() - filledInStall).isEqualTo(100);
  }

  @Test
  void theClockOfTheOtherSideMayDrift() {
    for (int n = 0; n < 50 * 3600; n++) {
      arrive(numbered(160 * n, 160), 20 * (1 + 2e-4));
    }
    assertThat(cutter.filledMs()).isZero();
    assertThat(cut).hasSize(50 * 3600);
    cut.clear();
    for (int n = 0; n < 50 * 3600; n++) {
      arrive(numbered(160 * n, 160), 20 * (1 - 2e-4));
    }
    nowMs += 120;
    arrive(numbered(0, 160), 20);
    assertThat(cutter.filledMs()).isEqualTo(120);
  }

  @Test
  void aLineThatBringsNothingIsSilent() {
    for (int n = 0; n < 100; n++) {
      nowMs += 20;
      cut.addAll(cutter.pass(nowMs));
    }
    assertThat(cut.size()).isBetween(95, 100);
    assertThat(cut).allMatch(ReframerTest::silent);
  }

  @Test
  void lookingOftenForSilenceChangesNothingWhileSoundComes() {
    for (int n = 0; n < 200; n++) {
      nowMs += 15;
      cut.addAll(cutter.pass(nowMs));
      arrive(numbered(160 * n, 160), 5);
    }
    assertThat(cut).hasSize(200);
    assertThat(cutter.filledMs()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60, 100, 200})
  void aPieceOnItsWayIsNoSilenceHoweverLong(int ms) {
    for (int n = 0; n < 50; n++) {
      for (int waited = 0; waited < ms; waited += 10) {
        nowMs += 10;
        cut.addAll(cutter.pass(nowMs));
      }
      arrive(numbered(8 * ms * n, 8 * ms), 0);
    }
    assertThat(cutter.filledMs()).isLessThanOrEqualTo(ms == 200 ? 100 : 0);
    assertThat(cut.size()).isBetween(50 * ms / 20, 50 * ms / 20 + 5);
  }

  @Test
  void aStallOfOursIsNotFilledWithoutEnd() {
    steady(10);
    nowMs += 3_600_000;
    steady(10);
    assertThat(cutter.filledMs()).isEqualTo(1000);
    assertThat(cut).hasSize(10 + 50 + 10);
  }

  @Test
  void aRateChangeBeginsAFrameAnew() {
    cut.addAll(cutter.cut(numbered(0, 200), START_MS + 25));
    cut.addAll(cutter.cut(Sounds.tones(16000, 20, -20, 500), START_MS + 45));
    assertThat(cut).hasSize(2);
    assertThat(cut.get(1).rateHz()).isEqualTo(16000);
    assertThat(cutter.filledMs()).isZero();
  }

  private void steady(int frames) {
    for (int n = 0; n < frames; n++) {
      arrive(numbered(160 * n, 160), 20);
    }
  }

  private void arrive(AudioFrame piece, double laterMs) {
    nowMs += laterMs;
    cut.addAll(cutter.cut(piece, nowMs));
  }

  private short[] samples() {
    return Sounds.then(cut.toArray(AudioFrame[]::new)).samples();
  }

  /** Samples that tell their place. */
  private static AudioFrame numbered(int from, int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) (1 + (from + i) % 30_000);
    }
    return new AudioFrame(8000, samples);
  }

  private static boolean silent(AudioFrame frame) {
    return Arrays.equals(frame.samples(), new short[160]);
  }

  /** Whatever comes when: what is filled is zeros in front of the piece, and the rest is as it came. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theFramesAreThePiecesAndTheSilenceBetweenThem(long seed) {
    Random random = new Random(seed);
    short[] expected = new short[2_000_000];
    int known = 0;
    for (int n = 0; n < 2000; n++) {
      AudioFrame piece = numbered(160 * n, random.nextInt(4) == 0 ? random.nextInt(500) : 160);
      nowMs += random.nextInt(20) == 0 ? random.nextInt(600) : piece.samples().length / 8.0;
      long before = cutter.filledMs();
      if (random.nextInt(10) == 0) {
        cut.addAll(cutter.pass(nowMs));
      }
      cut.addAll(cutter.cut(piece, nowMs));
      known += (int) (cutter.filledMs() - before) * 8;
      System.arraycopy(piece.samples(), 0, expected, known, piece.samples().length);
      known += piece.samples().length;
    }
    assertThat(cutter.filledMs()).isPositive();
    assertThat(cut).allSatisfy(frame -> assertThat(frame.samples()).hasSize(160));
    assertThat(samples()).isEqualTo(Arrays.copyOf(expected, known - known % 160));
  }

  @Test
  void aFrameThatWasHandedOnIsNotWrittenToAgain() {
    for (int n = 0; n < 20; n++) {
      arrive(numbered(100 * n, 100), 12.5);
    }
    assertThat(samples()).isEqualTo(numbered(0, 1920).samples());
  }
}
