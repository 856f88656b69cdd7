package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.privacy.CallKey;

class SealCacheTest {

  private static final CallSeal SEAL = new CallSeal.Keyed(CallKey.random());

  private long now = 1_000_000;
  private final SealCache cache = new SealCache(() -> now, 3);

  @Test
  void whoReadsAsksAgainAfterSeconds() {
    cache.put("1", SEAL);
    assertThat(cache.toRead("1")).contains(SEAL);
    now += SealCache.READ_WITHIN.toNanos();
    assertThat(cache.toRead("1")).contains(SEAL);
    cache.toWrite("1");
    now += 1;
    assertThat(cache.toRead("1")).isEmpty();
    assertThat(cache.toWrite("1")).contains(SEAL);
  }

  @Test
  void whoWritesKnowsItFromOneUseToTheNext() {
    cache.put("1", SEAL);
    for (int use = 0; use < 3; use++) {
      now += SealCache.USED_WITHIN.toNanos();
      assertThat(cache.toWrite("1")).contains(SEAL);
    }
    now += SealCache.USED_WITHIN.toNanos() + 1;
    assertThat(cache.toWrite("1")).isEmpty();
  }

  @Test
  void theOneUsedLongestAgoMakesRoom() {
    cache.put("1", SEAL);
    cache.put("2", SEAL);
    cache.put("3", SEAL);
    cache.toWrite("1");
    cache.put("4", SEAL);
    assertThat(cache.toWrite("2")).isEmpty();
    assertThat(cache.toWrite("1")).isPresent();
    assertThat(cache.toWrite("4")).isPresent();
  }

  @Test
  void whatIsForgottenIsNotKnown() {
    cache.put("1", SEAL);
    cache.forget("1");
    assertThat(cache.toRead("1")).isEmpty();
    assertThat(cache.toWrite("1")).isEmpty();
  }
}
