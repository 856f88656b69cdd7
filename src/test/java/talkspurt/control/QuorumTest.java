package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {

  private static final long MS = 1_000_000;

  /** Nodes are numbers; the lowest number is the lowest address. */
  @ParameterizedTest
  @CsvSource({
    "1, '', true",
    "123, '', true",
    "123, 3, true",
    "123, 1, true",
    "123, 12, false",
    "123, 23, false",
    "12, 2, true",
    "12, 1, false",
    "1234, 34, true",
    "1234, 12, false",
    "12345, 45, true",
    "12345, 345, false",
    "'', '', true",
    // one that is away and was removed does not count
    "12, 3, true",
  })
  void holdsForMoreThanHalfAndForTheHalfWithTheLowestAddress(
      String up, String away, boolean holds) {
    assertThat(Quorum.holds(addresses(up), addresses(away))).isEqualTo(holds);
  }

  @Test
  void ofTwoPartsNeverBothHold() {
    Set<Address> all = addresses("1234567");
    for (int size = 1; size <= 7; size++) {
      Set<Address> up = all.stream()
          .sorted(akka.cluster.Member.addressOrdering()::compare)
          .limit(size)
          .collect(Collectors.toSet());
      for (int part = 0; part < 1 << size; part++) {
        Set<Address> here = addresses(digits(part));
        Set<Address> there =
            up.stream().filter(one -> !here.contains(one)).collect(Collectors.toSet());
        if (!here.isEmpty() && !there.isEmpty()) {
          assertThat(Quorum.holds(up, there)).isNotEqualTo(Quorum.holds(up, here));
        }
      }
    }
  }

  @Test
  void aProcessThatWasStoppedTrustsNothingForAWhile() {
    Quorum.Pauses pauses = new Quorum.Pauses(3000 * MS, 0);
    pauses.look(200 * MS);
    assertThat(pauses.trusted(3100 * MS)).isTrue();
    assertThat(pauses.trusted(30_000 * MS)).as("before it has looked").isFalse();
    pauses.look(30_000 * MS);
    for (int ms = 30_000; ms < 33_000; ms += 200) {
      assertThat(pauses.trusted(ms * MS)).as("after it has looked").isFalse();
      pauses.look(ms * MS);
    }
    assertThat(pauses.trusted(33_000 * MS)).isTrue();
  }

  @Test
  void aShortPauseIsNone() {
    Quorum.Pauses pauses = new Quorum.Pauses(3000 * MS, 0);
    pauses.look(2900 * MS);
    assertThat(pauses.trusted(2900 * MS)).isTrue();
  }

  private static String digits(int bits) {
    StringBuilder text = new StringBuilder();
    for (int node = 1; node <= 7; node++) {
      text.append((bits >> (node - 1) & 1) == 1 ? node : "");
    }
    return text.toString();
  }

  private static Set<Address> addresses(String digits) {
    return digits
        .chars()
        .mapToObj(digit -> new Address("akka", "talkspurt", "192.0.2." + (char) digit, 2552))
        .collect(Collectors.toSet());
  }
}
