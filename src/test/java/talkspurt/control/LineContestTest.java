package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.control.CallCommand.Attach;

class LineContestTest {

  private final LineContest contest = new LineContest();

  @Test
  void linesTakeTheirTurn() {
    assertThat(contest.open()).isFalse();
    contest.add(line("B"));
    contest.add(line("C"));
    assertThat(contest.open()).isTrue();
    assertThat(contest.next()).contains(line("B"));
    assertThat(contest.takeAll()).containsExactly(line("C"));
    assertThat(contest.open()).isFalse();
    assertThat(contest.next()).isEmpty();
  }

  @Test
  void aLineThatAsksAgainWaitsOnce() {
    contest.add(line("B"));
    contest.add(line("B"));
    assertThat(contest.takeAll()).containsExactly(line("B"));
  }

  @Test
  void thereIsRoomForAFew() {
    for (int n = 0; n < 8; n++) {
      assertThat(contest.add(line("B" + n))).isTrue();
    }
    assertThat(contest.add(line("C"))).isFalse();
    assertThat(contest.add(line("B3"))).isTrue();
    assertThat(contest.takeAll()).hasSize(8);
  }

  @Test
  void aRefusalIsToldOnceALineAndOfSoManyLines() {
    assertThat(contest.tells("B")).isTrue();
    assertThat(contest.tells("B")).isFalse();
    int told = 1;
    for (int n = 0; n < 1000; n++) {
      told += contest.tells("C" + n) ? 1 : 0;
    }
    assertThat(told).isEqualTo(32);
  }

  private static Attach line(String line) {
    return new Attach(line, Optional.empty(), null, false, null);
  }
}
