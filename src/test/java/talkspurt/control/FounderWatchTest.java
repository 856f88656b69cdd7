package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FounderWatchTest {

  private static final long S = 1_000_000_000L;
  private static final String SELF = "self";

  private final FounderWatch watch = new FounderWatch(SELF, Duration.ofSeconds(15));

  @Test
  void foundsTheFirstCluster() {
    assertThat(watch.look(Optional.empty(), 0))
        .isEqualTo(new FounderWatch.Decision.Found(Optional.empty()));
  }

  @Test
  void foundsAtOnceWhenTheLastMemberHasLeft() {
    Optional<LeaseRow> left = row("x", 7);
    assertThat(watch.look(left, 0)).isEqualTo(new FounderWatch.Decision.Found(left));
  }

  @Test
  void foundsAtOnceWhenItWasTheOnlyMemberItself() {
    Optional<LeaseRow> own = row("x", 7, SELF);
    assertThat(watch.look(own, 0)).isEqualTo(new FounderWatch.Decision.Found(own));
  }

  @Test
  void waitsForSomebodyElseThoughItWasAMemberToo() {
    assertThat(decision(row("x", 7, SELF, "other"), 0)).isEqualTo("Wait");
  }

  @Test
  void joinsAClusterAsSoonAsItsLeaseIsRenewed() {
    assertThat(decision(row("x", 7, "other"), 0)).isEqualTo("Wait");
    assertThat(decision(row("x", 7, "other"), S / 2)).isEqualTo("Wait");
    assertThat(decision(row("x", 8, "other"), S)).isEqualTo("Join");
  }

  /** Each look as SECOND:INCARNATION RENEWALS; what the last one leads to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0:x7 5:x7 10:x7 14:x7                        | Wait",
        "0:x7 5:x7 10:x7 15:x7                        | Found",
        // renewed once more: as long again
        "0:x7 5:x7 10:x8 15:x8 20:x8 24:x8            | Wait",
        "0:x7 5:x7 10:x8 15:x8 20:x8 25:x8            | Found",
        // the database did not answer, or this process stood still: what was then nobody knows
        "0:x7 5:x7 10:x7 70:x7                        | Wait",
        "0:x7 5:x7 10:x7 70:x7 75:x7 80:x7 84:x7      | Wait",
        "0:x7 5:x7 10:x7 70:x7 75:x7 80:x7 85:x7      | Found",
        "0:x7 5:x7 10:x7 15.1:x7                      | Wait",
        "0:x7 60:x8                                   | Wait",
        // another cluster was founded meanwhile
        "0:x7 5:x7 10:x7 14:y7 15:y7                  | Wait",
        "0:x7 5:x7 10:x7 14:y0 15:y1                  | Join",
      })
  void foundsOnlyWhenTheLeaseWasSeenToStandStill(String looks, String last) {
    String decision = "";
    for (String look : looks.split(" ")) {
      String[] parts = look.split(":");
      long at = Math.round(Double.parseDouble(parts[0]) * S);
      long renewals = Long.parseLong(parts[1].substring(1));
      decision = decision(row(parts[1].substring(0, 1), renewals, "other"), at);
    }
    assertThat(decision).isEqualTo(last);
  }

  private String decision(Optional<LeaseRow> row, long at) {
    return watch.look(row, at).getClass().getSimpleName();
  }

  private static Optional<LeaseRow> row(String incarnation, long renewals, String... members) {
    return Optional.of(new LeaseRow(incarnation, renewals, List.of(members)));
  }
}
