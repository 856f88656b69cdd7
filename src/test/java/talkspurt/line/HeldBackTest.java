package talkspurt.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBackTest {

  private final HeldBack<Integer> held = new HeldBack<>();

  @Test
  void allComesOutOnceInItsOrder() {
    held.add(1, 320);
    held.add(2, 0);
    held.add(3, 640);
    assertThat(held.takeAll()).containsExactly(1, 2, 3);
    assertThat(held.takeAll()).isEmpty();
  }

  @Test
  void theOldestIsDroppedWhenThereIsTooMuch() {
    for (int n = 0; n < 10; n++) {
      assertThat(held.add(n, 15_936)).isZero();
    }
    assertThat(held.add(10, 0)).isEqualTo(1);
    assertThat(held.add(11, 40_000)).isEqualTo(2);
    assertThat(held.takeAll()).startsWith(3).endsWith(9, 10, 11);
  }

  @Test
  void whatIsTooLargeAloneIsDropped() {
    assertThat(held.add(1, HeldBack.MAX_BYTES)).isEqualTo(1);
    assertThat(held.takeAll()).isEmpty();
  }

  @Test
  void whatHasNoBytesIsBoundedAsWell() {
    for (int n = 0; n < 1_000_000; n++) {
      held.add(n, 0);
    }
    assertThat(held.takeAll()).hasSize(2500).endsWith(999_999);
  }

  @Test
  void thereIsRoomAgainOnceAllWasTaken() {
    held.add(1, 159_000);
    held.takeAll();
    assertThat(held.add(2, 159_000)).isZero();
  }
}
