package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferTargetTest {

  private static final int START_MS = 60;

  @Test
  void aVoiceThatWasNotMeasuredHasTheUsualReserve() {
    BufferTarget target = target(60, 1000);
    assertThat(target.lowMs()).isEqualTo(200);
    assertThat(target.highMs()).isEqualTo(400);
    assertThat(target.enough(START_MS - 1, 5000)).isFalse();
    assertThat(target.enough(START_MS, 0)).isTrue();
  }

  /** Three frames beyond its lag: taken, by which the clock may come first, asked for late. */
  @ParameterizedTest(name = "a voice that lags by {0} ms, within {1} to {2}: {3} to {4}")
  @CsvSource({
    "0, 60, 1000, 60, 80",
    "5, 60, 1000, 65, 85",
    "100, 60, 1000, 160, 180",
    "100, 200, 1000, 200, 220",
    "900, 60, 1000, 960, 980",
    "930, 60, 1000, 990, 1000",
    "2000, 60, 1000, 1000, 1000"
  })
  void theReserveFollowsTheVoice(int lagMs, int leastMs, int mostMs, int lowMs, int highMs) {
    BufferTarget target = target(leastMs, mostMs);
    target.voice(voice(lagMs, 0));
    assertThat(target.lowMs()).isEqualTo(lowMs);
    assertThat(target.highMs()).isEqualTo(highMs);
  }

  @ParameterizedTest(name = "{0} ms waiting for {1} ms: {2}")
  @CsvSource({
    "159, 259, false",
    "160, 0, true",
    "60, 259, false",
    "60, 260, true",
    "59, 5000, false"
  })
  void itBeginsWithTheReserveOrWhenAllThatMayBeLateHasCome(
      int waitingMs, int sinceMs, boolean begins) {
    BufferTarget target = target(60, 1000);
    target.voice(voice(100, 200));
    assertThat(target.enough(waitingMs, sinceMs)).isEqualTo(begins);
  }

  @Test
  void itWaitsNoLongerThanTheReserveMayBe() {
    BufferTarget target = target(60, 300);
    target.voice(voice(2000, 2000));
    assertThat(target.enough(START_MS, 299)).isFalse();
    assertThat(target.enough(START_MS, 300)).isTrue();
  }

  private static BufferTarget target(int leastMs, int mostMs) {
    return new BufferTarget(PlayoutBufferTest.settings(leastMs, mostMs, START_MS, 0));
  }

  /** One whose every sentence was alike. */
  private static VoicePace voice(int lagMs, int delayMs) {
    VoicePace pace = new VoicePace("even");
    for (int sentence = 0; sentence < VoicePace.MIN_SENTENCES; sentence++) {
      pace.heard(lagMs, delayMs);
    }
    return pace;
  }
}
