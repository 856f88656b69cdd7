package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadTest {

  private static final long MS = 1_000_000;

  /** Looks: l for a loop that is late, j for a journal that is, b for both, . for neither; then what came of each. */
  @ParameterizedTest
  @CsvSource({
    "250, 2000, ll.ll.., .......",
    "250, 2000, lll..l..., ..OOOOOO.",
    "250, 2000, jbl....., ..OOO...",
    "0, 2000, lllllll, .......",
    "0, 2000, jjj, ..O",
    "250, 0, jjjj, ...."
  })
  void isSeenAfterThreeLooksAndOverAfterThree(int loop, int journal, String looks, String states) {
    Overload overload = new Overload(Duration.ofMillis(loop), Duration.ofMillis(journal));
    StringBuilder seen = new StringBuilder();
    boolean before = false;
    for (char look : looks.toCharArray()) {
      boolean changed = overload.looked(
          (look == 'l' || look == 'b' ? 251 : 250) * MS,
          (look == 'j' || look == 'b' ? 2001 : 2000) * MS);
      assertThat(changed).isEqualTo(overload.overloaded() != before);
      before = overload.overloaded();
      seen.append(before ? 'O' : '.');
    }
    assertThat(seen).startsWith(states);
  }
}
