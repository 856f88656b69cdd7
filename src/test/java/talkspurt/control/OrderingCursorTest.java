package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderingCursorTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long S = 1_000_000_000;

  private final OrderingCursor cursor = new OrderingCursor(10, PATIENCE);

  @Test
  void rowsWithoutAGapAreTakenAtOnce() {
    assertThat(take(0, 11, 12, 13)).containsExactly(11, 12, 13);
    assertThat(cursor.offset()).isEqualTo(13);
    assertThat(cursor.waiting()).isFalse();
    assertThat(take(1)).isEmpty();
    assertThat(take(2, 14)).containsExactly(14);
  }

  @Test
  void rowsBehindAMissingOneWaitUntilItAppears() {
    assertThat(take(0, 11, 13)).containsExactly(11);
    assertThat(cursor.waiting()).isTrue();
    assertThat(take(1, 13, 14)).isEmpty();
    assertThat(take(2, 12, 13, 14)).containsExactly(12, 13, 14);
    assertThat(cursor.waiting()).isFalse();
  }

  @Test
  void whatIsMissingForTooLongHasFailed() {
    assertThat(take(0, 12)).isEmpty();
    assertThat(take(2.9, 12, 13)).isEmpty();
    assertThat(take(3, 12, 13)).containsExactly(12, 13);
    assertThat(cursor.offset()).isEqualTo(13);
  }

  @Test
  void eachIsMissedFromWhenAHigherOneIsSeen() {
    assertThat(take(0, 12)).isEmpty();
    assertThat(take(2, 12, 14)).isEmpty();
    assertThat(take(3, 12, 14)).containsExactly(12);
    assertThat(take(4.9, 14)).isEmpty();
    assertThat(take(5, 14)).containsExactly(14);
  }

  @Test
  void oneThatWasSettledIsFollowedByTheNextAlthoughItIsGoneNow() {
    assertThat(take(0, 12)).isEmpty();
    assertThat(take(3, 13)).as("12 was deleted meanwhile").containsExactly(13);
  }

  @Test
  void gapsInFrontOfRowsOfAnHourAgoAreNotWaitedFor() {
    Instant before = NOW.minus(Duration.ofMinutes(61));
    Instant lately = NOW.minus(Duration.ofMinutes(59));
    List<EventEnvelope> rows = List.of(row(12, before), row(14, before), row(16, lately));
    assertThat(cursor.take(rows, 0, NOW))
        .extracting(OrderingCursor::ordering)
        .containsExactly(12L, 14L);
    assertThat(cursor.waiting()).isTrue();
  }

  /** Whatever commits in whatever order: each row once, in order, and none passed over that was in time. */
  @Test
  void losesNoRowThatAppearsInTime() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      OrderingCursor any = new OrderingCursor(0, PATIENCE);
      TreeSet<Long> visible = new TreeSet<>();
      TreeSet<Long> failed = new TreeSet<>();
      List<Long> underWay = new ArrayList<>();
      List<Long> taken = new ArrayList<>();
      long drawn = 0;
      for (int step = 0; step < 600; step++) {
        boolean quiet = step > 500;
        for (int n = quiet ? 0 : random.nextInt(3); n > 0; n--) {
          underWay.add(++drawn);
        }
        boolean all = quiet || random.nextInt(20) == 0 || step % 20 == 0;
        while (!underWay.isEmpty() && (all || random.nextInt(3) > 0)) {
          Long one = underWay.remove(random.nextInt(underWay.size()));
          (random.nextInt(10) == 0 ? failed : visible).add(one);
        }
        long offset = any.offset();
        List<EventEnvelope> rows = visible.stream()
            .filter(one -> one > offset)
            .limit(JournalReader.MAX_ROWS)
            .map(one -> row(one, NOW))
            .toList();
        any.take(rows, step * S / 10, NOW).forEach(row -> taken.add(OrderingCursor.ordering(row)));
      }
      assertThat(taken).as("seed %d", seed).containsExactlyElementsOf(visible);
      assertThat(failed).isNotEmpty();
    }
  }

  private Stream<Integer> took(List<EventEnvelope> rows) {
    return rows.stream().map(row -> (int) OrderingCursor.ordering(row));
  }

  private List<Integer> take(double seconds, long... orderings) {
    List<EventEnvelope> rows =
        LongStream.of(orderings).mapToObj(ordering -> row(ordering, NOW)).toList();
    return took(cursor.take(rows, (long) (seconds * S), NOW)).toList();
  }

  private static EventEnvelope row(long ordering, Instant written) {
    return EventEnvelope.apply(
        Offset.sequence(ordering), "call|x", 1, "event", written.toEpochMilli());
  }
}
