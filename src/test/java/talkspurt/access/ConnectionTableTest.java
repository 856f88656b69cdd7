package talkspurt.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

  private final ConnectionTable<String> table = new ConnectionTable<>(4, 2, 100);
  private final InetAddress here = address(1);
  private final InetAddress there = address(2);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void ofOneAddressTheOldestGoes() {
    assertThat(table.add("a", here, 0)).isEmpty();
    assertThat(table.add("b", here, 1)).isEmpty();
    assertThat(table.add("c", there, 2)).isEmpty();
    assertThat(table.add("d", here, 3)).contains("a");
    assertThat(table.add("e", here, 4)).contains("b");
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void inAllTheOldestOfTheAddressGoesThatHasTheMost() {
    table.add("lone", address(3), 0);
    table.add("other", address(4), 0);
    table.add("a", here, 1);
    table.add("b", here, 2);
    assertThat(table.add("c", there, 3)).contains("a");
    assertThat(table.size()).isEqualTo(4);
  }

  @Test
  void whoIsAtWorkIsNotClosedForAnother() {
    table.add("a", here, 0);
    table.add("b", here, 1);
    table.spoke("a");
    assertThat(table.add("c", here, 2)).contains("b");
    table.spoke("c");
    assertThat(table.add("d", here, 3)).as("none is silent").contains("d");
    assertThat(table.size()).isEqualTo(2);
    table.silentAgain("a", 4);
    assertThat(table.add("e", here, 5)).contains("a");
  }

  @Test
  void inAllWhoIsAtWorkIsNotClosedEither() {
    for (int n = 0; n < 4; n++) {
      table.add("c" + n, address(n), n);
      table.spoke("c" + n);
    }
    assertThat(table.add("next", address(9), 9)).contains("next");
    table.silentAgain("c2", 10);
    assertThat(table.add("next", address(9), 11)).contains("c2");
  }

  @Test
  void whoIsSilentAgainHasTheWholeTime() {
    table.add("a", here, 0);
    table.spoke("a");
    assertThat(table.takeLate(1000)).isEmpty();
    table.silentAgain("a", 1000);
    table.silentAgain("gone", 1000);
    assertThat(table.nextDeadline()).hasValue(1100);
    assertThat(table.takeLate(1100)).containsExactly("a");
    assertThat(table.size()).isZero();
  }

  @Test
  void whoIsGoneMakesRoom() {
    table.add("a", here, 0);
    table.add("b", here, 0);
    assertThat(table.remove("a")).isTrue();
    assertThat(table.remove("a")).isFalse();
    assertThat(table.add("c", here, 1)).isEmpty();
    assertThat(table.add("d", here, 1)).contains("b");
  }

  @Test
  void whoIsSilentTooLongIsToldOnce() {
    table.add("a", here, 0);
    table.add("b", there, 50);
    assertThat(table.nextDeadline()).hasValue(100);
    assertThat(table.takeLate(99)).isEmpty();
    assertThat(table.takeLate(100)).containsExactly("a");
    assertThat(table.nextDeadline()).hasValue(150);
    assertThat(table.takeLate(200)).containsExactly("b");
    assertThat(table.takeLate(200)).isEmpty();
    assertThat(table.nextDeadline()).isEmpty();
  }

  /** Whatever comes and goes: never too many, and nobody goes twice. */
  @Test
  void holdsItsLimitsWhateverComes() {
    Random random = new Random(16);
    Deque<String> known = new ArrayDeque<>();
    Set<String> gone = new HashSet<>();
    int refused = 0;
    for (int n = 0; n < 20_000; n++) {
      String next = "c" + n;
      switch (random.nextInt(8)) {
        case 0 -> {
          if (!known.isEmpty()) {
            String leaves = known.removeFirst();
            assertThat(table.remove(leaves)).isEqualTo(!gone.contains(leaves));
          }
        }
        case 1 -> gone.addAll(table.takeLate(10L * n));
        case 2, 3 ->
          known.stream()
              .skip(Math.max(0, known.size() - 1 - random.nextInt(4)))
              .limit(1)
              .forEach(table::spoke);
        default -> {
          Optional<String> goes = table.add(next, address(random.nextInt(5)), 10L * n);
          goes.ifPresent(one -> assertThat(gone.add(one)).isTrue());
          refused += goes.equals(Optional.of(next)) ? 1 : 0;
          known.add(next);
        }
      }
      assertThat(table.size()).isBetween(0, 4);
    }
    assertThat(refused).isPositive();
  }
}
