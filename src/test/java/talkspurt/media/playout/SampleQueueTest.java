package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Sounds;

class SampleQueueTest {

  private static final int RATE_HZ = 8000;

  private final SampleQueue queue = new SampleQueue(RATE_HZ);
  private int put;

  @ParameterizedTest(name = "{0} put, {1} taken: {2}, {3} ms wait")
  @CsvSource({
    "0, 160, 0, 0",
    "160, 0, 0, 20",
    "160, 80, 80, 10",
    "160, 160, 160, 0",
    "160, 161, 160, 0",
    "167, 160, 160, 0",
    "168, 160, 160, 1"
  })
  void givesWhatThereIs(int samples, int wanted, int taken, int waitingMs) {
    put(samples);
    short[] frame = new short[wanted];
    assertThat(queue.take(frame)).isEqualTo(taken);
    assertThat(frame).isEqualTo(Arrays.copyOf(numbers(1, taken), wanted));
    assertThat(queue.position()).isEqualTo(taken);
    assertThat(queue.end()).isEqualTo(samples);
    assertThat(queue.waitingMs()).isEqualTo(waitingMs);
  }

  @ParameterizedTest(name = "{0} and {1} put, {2} taken, {3} looked at")
  @CsvSource({
    "100, 100, 0, 50",
    "100, 100, 0, 100",
    "100, 100, 0, 150",
    "100, 100, 30, 70",
    "100, 100, 30, 71",
    "100, 100, 100, 100",
    "100, 100, 130, 70"
  })
  void whatIsLookedAtStays(int first, int second, int taken, int wanted) {
    put(first);
    put(second);
    take(taken);
    short[] frame = new short[wanted];
    queue.peek(frame);
    assertThat(frame).isEqualTo(numbers(taken + 1, wanted));
    assertThat(queue.position()).isEqualTo(taken);
    assertThat(take(wanted)).isEqualTo(frame);
  }

  @Test
  void whereLessIsThereTheRestOfTheFrameIsLeftAlone() {
    put(2);
    short[] frame = {9, 9, 9, 9};
    queue.peek(frame);
    assertThat(frame).containsExactly(1, 2, 9, 9);
    queue.take(frame);
    assertThat(frame).containsExactly(1, 2, 9, 9);
  }

  @ParameterizedTest(name = "of {0} taken {1} back")
  @CsvSource({"160, 0", "160, 1", "160, 160", "100, 50", "200, 150", "100, 100", "300, 300"})
  void whatIsTakenBackIsNext(int taken, int back) {
    put(100);
    put(100);
    put(100);
    take(taken);
    queue.takeBack(back);
    assertThat(queue.position()).isEqualTo(taken - back);
    assertThat(queue.end()).isEqualTo(300);
    assertThat(take(300 - taken + back)).isEqualTo(numbers(taken - back + 1, 300 - taken + back));
    assertThat(queue.waitingMs()).isZero();
  }

  @Test
  void whatWasTakenBackCanBeTakenBackAgain() {
    put(300);
    take(200);
    queue.takeBack(50);
    take(20);
    queue.takeBack(120);
    assertThat(take(250)).isEqualTo(numbers(51, 250));
  }

  @Test
  void itRewindsToTheGapAndNotTwiceOverTheSame() {
    short[] words = loud(4000);
    Arrays.fill(words, 2000, 2400, (short) 0);
    queue.put(new AudioFrame(RATE_HZ, words));
    take(3000);
    queue.rewindToWordGap(3000);
    assertThat(queue.position()).as("in the gap").isBetween(2200L, 2400L);
    long there = queue.position();
    take(100);
    queue.rewindToWordGap(3000);
    assertThat(queue.position()).isEqualTo(there);
    queue.rewindToWordGap(3000);
    assertThat(queue.position()).isEqualTo(there);
  }

  @Test
  void itRewindsNoFurtherThanAllowed() {
    queue.put(new AudioFrame(RATE_HZ, loud(4000)));
    take(3000);
    queue.rewindToWordGap(7);
    assertThat(queue.position()).isEqualTo(2993);
    queue.rewindToWordGap(0);
    assertThat(queue.position()).isEqualTo(2993);
  }

  // ---- rates

  @Test
  void soundOfAnotherRateIsConvertedAndAllOfItIsThereAfterTheFlush() {
    AudioFrame tone = Sounds.tones(16_000, 1000, -12, 440);
    for (AudioFrame piece : Sounds.pieces(tone, 800)) {
      queue.put(piece);
    }
    long before = queue.end();
    assertThat(before).isEqualTo(8000);
    queue.flush();
    assertThat(queue.end()).isBetween(8020L, 8030L);
    long flushed = queue.end() - before;
    queue.put(new AudioFrame(RATE_HZ, numbers(1, 100)));
    assertThat(queue.end()).as("of the own rate").isEqualTo(before + flushed + 100);
    queue.flush();
    assertThat(queue.end()).as("nothing is held back").isEqualTo(before + flushed + 100);
  }

  @Test
  void whereNoSoundCameSinceTheLastFlushNothingIsHeldBack() {
    queue.flush();
    assertThat(queue.end()).isZero();
    queue.put(new AudioFrame(16_000, loud(1600)));
    queue.flush();
    long end = queue.end();
    queue.flush();
    assertThat(queue.end()).isEqualTo(end);
    queue.rate(24_000);
    queue.flush();
    assertThat(queue.end()).isEqualTo(3 * end);
    queue.put(new AudioFrame(16_000, loud(1600)));
    queue.clear();
    queue.flush();
    assertThat(queue.end()).isZero();
  }

  @ParameterizedTest(name = "{0} Hz, {1} put, {2} taken, to {3} Hz: at {4} of {5}")
  @CsvSource({
    "8000, 8000, 0, 16000, 0, 16000",
    "8000, 8000, 8000, 16000, 16000, 16000",
    "8000, 8000, 801, 16000, 1602, 16000",
    "16000, 16000, 801, 8000, 400, 8000",
    "16000, 15999, 801, 8000, 400, 7999",
    "16000, 801, 800, 8000, 400, 400",
    "48000, 4801, 4, 11025, 0, 1102",
    "8000, 0, 0, 48000, 0, 0"
  })
  void positionsStandAtTheSameTimeAtAnotherRate(
      int fromHz, int samples, int taken, int toHz, long position, long end) {
    SampleQueue other = new SampleQueue(fromHz);
    other.put(new AudioFrame(fromHz, numbers(1, samples)));
    other.take(new short[taken]);
    other.rate(toHz);
    assertThat(other.rateHz()).isEqualTo(toHz);
    assertThat(other.position()).isEqualTo(position);
    assertThat(other.end()).isEqualTo(end);
    assertThat(other.take(new short[50_000])).isEqualTo((int) (end - position));
    assertThat(other.position()).isEqualTo(end);
  }

  @Test
  void eachSoundStandsAtTheSameTimeAtAnotherRate() {
    short[] clicks = new short[8000];
    for (int at = 500; at < 8000; at += 1000) {
      Arrays.fill(clicks, at, at + 10, (short) 20_000);
    }
    for (AudioFrame piece : Sounds.pieces(new AudioFrame(RATE_HZ, clicks), 1000)) {
      queue.put(piece);
    }
    take(700);
    queue.rate(16_000);
    short[] rest = take(16_000 - 1400);
    for (int at = 1500; at < 8000; at += 1000) {
      int click = 2 * at - 1400;
      assertThat(rest[click + 10]).as("in the click at %d", at).isGreaterThan((short) 15_000);
      assertThat(Math.abs(rest[click - 60])).as("before it").isLessThan(500);
      assertThat(Math.abs(rest[click + 80])).as("behind it").isLessThan(500);
    }
  }

  @Test
  void whatFollowsIsConvertedToTheNewRate() {
    queue.put(new AudioFrame(24_000, numbers(1, 2400)));
    queue.flush();
    queue.rate(16_000);
    long before = queue.end();
    queue.put(new AudioFrame(24_000, numbers(1, 24_000)));
    queue.flush();
    assertThat(queue.end() - before).isBetween(16_000L, 16_040L);
    queue.rate(24_000);
    before = queue.end();
    queue.put(new AudioFrame(24_000, numbers(1, 2400)));
    assertThat(queue.end() - before).isEqualTo(2400);
  }

  @Test
  void whatWasTakenAtAnotherRateIsNotTakenBack() {
    queue.put(new AudioFrame(RATE_HZ, loud(1000)));
    take(500);
    queue.rate(16_000);
    queue.rewindToWordGap(1000);
    assertThat(queue.position()).isEqualTo(1000);
  }

  // ---- all of it

  @Test
  void nothingIsLeftOfWhatWasCleared() {
    queue.put(new AudioFrame(16_000, loud(1600)));
    take(100);
    queue.clear();
    assertThat(queue.end()).isZero();
    assertThat(queue.position()).isZero();
    assertThat(queue.take(new short[10])).isZero();
    queue.rewindToWordGap(100);
    assertThat(queue.position()).as("nothing is taken back").isZero();
    queue.put(new AudioFrame(16_000, new short[1600]));
    queue.flush();
    assertThat(take((int) queue.end())).as("nothing is left in the converter").containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everySampleWaitsOrIsTakenAndIsTakenBackAtMostOnceEach(long seed) {
    Random random = new Random(seed);
    int taken = 0;
    int canComeBack = 0;
    for (int n = 0; n < 3000; n++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> put(random.nextInt(400));
        case 2 -> {
          int back = random.nextInt(Math.min(canComeBack, 300) + 1);
          queue.takeBack(back);
          taken -= back;
          canComeBack -= back;
        }
        default -> {
          short[] frame = new short[random.nextInt(300)];
          int count = queue.take(frame);
          assertThat(count).isEqualTo(Math.min(frame.length, put - taken));
          assertThat(Arrays.copyOf(frame, count)).isEqualTo(numbers(taken + 1, count));
          taken += count;
          canComeBack = Math.min(RATE_HZ, canComeBack + count);
        }
      }
      assertThat(queue.position()).isEqualTo(taken);
      assertThat(queue.end()).isEqualTo(put);
    }
    assertThat(taken).isGreaterThan(20_000);
  }

  private void put(int count) {
    queue.put(new AudioFrame(RATE_HZ, numbers(put + 1, count)));
    put += count;
  }

  private short[] take(int count) {
    short[] frame = new short[count];
    assertThat(queue.take(frame)).isEqualTo(count);
    return frame;
  }

  private static short[] loud(int count) {
    short[] samples = new short[count];
    Arrays.fill(samples, (short) 10_000);
    return samples;
  }

  private static short[] numbers(int from, int count) {
    short[] numbers = new short[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (short) (1 + (from + i - 1) % 30_000);
    }
    return numbers;
  }
}
