package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reports and listings in each order in which they may come. */
class PeerReportsTest {

  private final TestInbox<String> first = TestInbox.create("first");
  private final TestInbox<String> second = TestInbox.create("second");
  private final ActorRef<String> one = first.getRef();
  private final ActorRef<String> two = second.getRef();
  private final PeerReports<String, Integer> reports = new PeerReports<>();

  @Test
  void whatIsToldBeforeItsSenderIsListedIsKept() {
    reports.told(two, 2);
    assertThat(reports.known()).containsExactly(2);
    list(one);
    assertThat(reports.known()).containsExactly(2);
    list(one, two);
    assertThat(reports.known()).containsExactly(2);
  }

  @Test
  void whoIsLostByALaterListingIsForgotten() {
    list(one, two);
    reports.told(one, 1);
    reports.told(two, 2);
    list(one);
    assertThat(reports.known()).containsExactly(1);
    list(one, two);
    assertThat(reports.known()).as("before it tells again").containsExactly(1);
    reports.told(two, 3);
    assertThat(reports.known()).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void theLastReportCounts() {
    reports.told(one, 1);
    list(one);
    reports.told(one, 2);
    assertThat(reports.known()).containsExactly(2);
  }

  /** The other may reach this node all the time, and so not tell again when it is reached. */
  @Test
  void whoCannotBeReachedIsHeardOfAgainOnceItCan() {
    list(one, two);
    reports.told(two, 2);
    reports.listed(new Peers.Listed<>(Set.of(one, two), Set.of(one)));
    assertThat(reports.known()).isEmpty();
    reports.told(two, 3);
    assertThat(reports.known()).isEmpty();
    for (int round = 0; round < 2 * PeerReports.ROUNDS_UNLISTED; round++) {
      reports.round();
    }
    list(one, two);
    assertThat(reports.known()).containsExactly(3);
  }

  @Test
  void whoIsNeverListedIsForgottenOnceItTellsNoMore() {
    list(one);
    reports.told(one, 1);
    reports.told(two, 2);
    reports.round();
    reports.round();
    assertThat(reports.known()).containsExactlyInAnyOrder(1, 2);
    reports.told(two, 3);
    reports.round();
    reports.round();
    assertThat(reports.known()).containsExactlyInAnyOrder(1, 3);
    reports.round();
    assertThat(reports.known()).containsExactly(1);
  }

  /** Late, when the listing has lost it already. */
  @Test
  void aMessageOfOneThatIsGoneIsNotBelievedForEver() {
    list(one, two);
    list(one);
    reports.told(two, 2);
    list(one);
    for (int round = 0; round < PeerReports.ROUNDS_UNLISTED; round++) {
      assertThat(reports.known()).containsExactly(2);
      reports.round();
    }
    assertThat(reports.known()).isEmpty();
  }

  @Test
  void whoCanBeReachedIsToldButOneself() {
    reports.listed(new Peers.Listed<>(Set.of(one, two), Set.of(one, two)));
    reports.tellAllBut(one, "to two");
    reports.listed(new Peers.Listed<>(Set.of(one, two), Set.of(one)));
    reports.tellAllBut(two, "to one");
    reports.tellAllBut(one, "to nobody");
    assertThat(first.getAllReceived()).isEqualTo(List.of("to one"));
    assertThat(second.getAllReceived()).isEqualTo(List.of("to two"));
  }

  private void list(ActorRef<String> peer) {
    list(Set.of(peer));
  }

  private void list(ActorRef<String> peer, ActorRef<String> other) {
    list(Set.of(peer, other));
  }

  private void list(Set<ActorRef<String>> now) {
    reports.listed(new Peers.Listed<>(now, now));
  }
}
