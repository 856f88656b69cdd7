package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePacerTest {

  private static final long MS = 1_000_000;
  private static final long START = 123_456_789;

  private final FramePacer pacer = new FramePacer(START);
  private final List<Long> sentMs = new ArrayList<>();
  private long skipped;

  @Test
  void theFirstFrameIsDueAtOnceAndThenOneEveryTwentyMilliseconds() {
    assertThat(pacer.due(START)).isTrue();
    send(0);
    assertThat(pacer.due(START)).isFalse();
    assertThat(pacer.untilDue(START + 5 * MS)).isEqualTo(15 * MS);
    assertThat(pacer.due(START + 20 * MS - 1)).isFalse();
    assertThat(pacer.due(START + 20 * MS)).isTrue();
    assertThat(pacer.untilDue(START + 33 * MS)).isZero();
    assertThat(pacer.lateNanos(START + 33 * MS)).isEqualTo(13 * MS);
  }

  @Test
  void latenessNeverAddsUp() {
    Random random = new Random(1);
    for (int n = 0; n < 10_000; n++) {
      at(20 * n + random.nextInt(19));
    }
    assertThat(sentMs).hasSize(10_000);
    assertThat(pacer.untilDue(START + 9_999 * 20 * MS)).isEqualTo(20 * MS);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 60, 80, 99})
  void aGapShorterThanAHundredMillisecondsIsCaughtUpAtOnce(int gapMs) {
    at(0);
    at(gapMs);
    assertThat(sentMs).hasSize(1 + gapMs / 20);
    assertThat(pacer.untilDue(START + gapMs * MS)).isEqualTo((20 - gapMs % 20) * MS);
    assertThat(skipped).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 119, 120, 150, 200, 5001})
  void afterALongerGapTheRestIsShiftedInTimeByWholeFrames(int gapMs) {
    at(0);
    at(gapMs);
    int next = (gapMs + 19) / 20 * 20;
    assertThat(sentMs).hasSize(next == gapMs ? 2 : 1);
    assertThat(skipped).isEqualTo((next - 20) * MS);
    at(next);
    assertThat(sentMs).hasSize(2).last().isEqualTo((long) next);
    at(next + 20);
    assertThat(sentMs).hasSize(3);
    assertThat(skipped).as("once").isEqualTo((next - 20) * MS);
  }

  @Test
  void aStallIsToldAsLatenessOfTheFrameBehindIt() {
    at(0);
    assertThat(pacer.shift(START + 305 * MS)).isEqualTo(300 * MS);
    assertThat(pacer.lateNanos(START + 322 * MS)).isEqualTo(302 * MS);
    at(322);
    assertThat(pacer.lateNanos(START + 341 * MS)).isEqualTo(1 * MS);
  }

  @Test
  void stallAfterStallTheStreamIsNeverAheadOfTheCallersEar() {
    Random random = new Random(2);
    long nowMs = 0;
    for (int n = 0; n < 2000; n++) {
      nowMs += random.nextInt(10) == 0 ? 100 + random.nextInt(300) : 1 + random.nextInt(30);
      at(nowMs);
      assertThat(20 * sentMs.size() * MS + skipped).isLessThanOrEqualTo((nowMs + 20) * MS);
    }
  }

  /** What a stream does that is woken up at this time. */
  private void at(long ms) {
    skipped += pacer.shift(START + ms * MS);
    while (pacer.due(START + ms * MS)) {
      send(ms);
    }
  }

  private void send(long ms) {
    pacer.sent(START + ms * MS);
    sentMs.add(ms);
  }
}
