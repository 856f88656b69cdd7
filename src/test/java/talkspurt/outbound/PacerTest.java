package talkspurt.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import talkspurt.outbound.Pacer.Grant;
import talkspurt.outbound.Pacer.Grant.Full;
import talkspurt.outbound.Pacer.Grant.Granted;
import talkspurt.outbound.Pacer.Grant.NotBefore;

class PacerTest {

  private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");

  private final Pacer pacer = new Pacer(
      new Pace(3, Duration.ofMillis(100)),
      Map.of("a", new Pace(2, Duration.ofMillis(400)), "b", new Pace(2, Duration.ofMillis(100))),
      START);

  private Grant ask(String trunk, String attempt, long ms) {
    return pacer.ask(trunk, attempt, START.plusMillis(ms));
  }

  @Test
  void callsOfATrunkAreApart() {
    assertThat(ask("a", "1", 0)).isEqualTo(new NotBefore(START.plusMillis(400)));
    assertThat(ask("a", "1", 400)).isEqualTo(new Granted());
    assertThat(ask("a", "2", 799)).isEqualTo(new NotBefore(START.plusMillis(800)));
    assertThat(ask("a", "2", 800)).isEqualTo(new Granted());
  }

  @Test
  void callsOfAllTrunksAreApart() {
    assertThat(ask("b", "1", 350)).isEqualTo(new Granted());
    assertThat(ask("a", "2", 400)).isEqualTo(new NotBefore(START.plusMillis(450)));
  }

  @Test
  void aTrunkHasSoManyAtOnce() {
    ask("a", "1", 1_000);
    ask("a", "2", 2_000);
    assertThat(ask("a", "3", 9_000)).isEqualTo(new Full());
    pacer.over("1");
    pacer.over("1");
    assertThat(ask("a", "3", 9_000)).isEqualTo(new Granted());
    assertThat(ask("a", "4", 19_000)).isEqualTo(new Full());
  }

  @Test
  void allTrunksHaveSoManyAtOnce() {
    ask("a", "1", 1_000);
    ask("a", "2", 2_000);
    ask("b", "3", 3_000);
    assertThat(ask("b", "4", 9_000)).isEqualTo(new Full());
  }

  @Test
  void callsOfAnEarlierPacerCount() {
    pacer.goesOn("a", "1");
    pacer.goesOn("a", "1");
    assertThat(ask("a", "2", 1_000)).isEqualTo(new Granted());
    assertThat(ask("a", "3", 2_000)).isEqualTo(new Full());
  }

  @Test
  void anAttemptIsGrantedOnce() {
    ask("a", "1", 1_000);
    assertThatThrownBy(() -> ask("b", "1", 2_000)).hasMessage("attempt 1 is under way");
    assertThatThrownBy(() -> ask("c", "2", 2_000)).hasMessage("no trunk c");
  }

  /** However it is asked: never more at once, nor within any second, than is set. */
  @Test
  void holdsUnderAnyLoad() {
    Random random = new Random(19);
    Pacer busy = new Pacer(Pace.perSecond(20, 7), Map.of("t", Pace.perSecond(20, 30)), START);
    Deque<String> under = new ArrayDeque<>();
    List<Instant> dials = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < 20_000; i++) {
      now = now.plusMillis(random.nextInt(40));
      if (busy.ask("t", "c" + i, now) instanceof Granted) {
        under.add("c" + i);
        dials.add(now);
        assertThat(under.size()).isLessThanOrEqualTo(20);
      }
      if (!under.isEmpty() && random.nextInt(8) == 0) {
        busy.over(under.poll());
      }
    }
    assertThat(dials).hasSizeGreaterThan(1_000);
    for (int i = 7; i < dials.size(); i++) {
      assertThat(Duration.between(dials.get(i - 7), dials.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }
}
