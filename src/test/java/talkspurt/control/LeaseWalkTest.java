package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that start, stall, are killed and restarted at random, over one lease whose database goes away
 * at random. Whatever happens, what is written is written by one cluster at a time.
 */
class LeaseWalkTest {

  private static final long TICK = 500_000_000L;
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final int STEPS = 20_000;

  private final MemoryLease lease = new MemoryLease();
  private final List<String> writers = new ArrayList<>();
  private boolean away;
  private int founded;

  /** A process of a node, from its start to its end. */
  private final class Process {
    private final String self;
    private final FounderWatch watch;
    private Optional<String> incarnation = Optional.empty();
    private boolean member;
    private boolean ended;
    private long stalledUntil;

    Process(String self) {
      this.self = self;
      this.watch = new FounderWatch(self, LEASE);
    }

    /** What a node does every half second: it looks, or renews; and it writes when it may. */
    void step(long now) {
      if (ended || now < stalledUntil || away) {
        return;
      }
      if (member) {
        write();
        ended = !lease.renew(incarnation.get(), List.of(self, "another"));
      } else {
        start(now);
      }
    }

    private void start(long now) {
      Optional<LeaseRow> row = lease.look();
      FounderWatch.Decision decision = watch.look(row, now);
      if (incarnation.isPresent()) {
        // has asked to join, and comes up when that cluster is there still
        ended = !row.orElseThrow().incarnation().equals(incarnation.get());
        member = !ended;
      } else if (decision instanceof FounderWatch.Decision.Join join) {
        incarnation = Optional.of(join.cluster().incarnation());
      } else if (decision instanceof FounderWatch.Decision.Found found) {
        String id = self + "-" + founded;
        if (lease.found(found.seen(), id, self)) {
          founded++;
          incarnation = Optional.of(id);
          member = true;
        }
      }
    }

    /** As the journal does: within the transaction it looks whether the lease is held. */
    private void write() {
      if (lease.held(incarnation.get())) {
        writers.add(incarnation.get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void oneClusterWritesAtATime(long seed) {
    Random random = new Random(seed);
    List<Process> nodes = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      nodes.add(new Process("node" + n));
    }
    long now = 0;
    for (int step = 0; step < STEPS; step++) {
      now += TICK;
      int n = random.nextInt(nodes.size());
      Process node = nodes.get(n);
      switch (random.nextInt(60)) {
        case 0 -> node.stalledUntil = now + random.nextInt(90) * TICK;
        case 1, 2 -> nodes.set(n, new Process(node.self));
        case 3 -> away = random.nextInt(10) == 0;
        case 4 -> nodes.forEach(each -> each.stalledUntil = nodes.indexOf(each) * 7 * TICK);
        default -> {}
      }
      lease.away(away);
      if (random.nextInt(400) == 0) {
        long until = now + 60 * TICK;
        nodes.forEach(each -> each.stalledUntil = until);
      }
      for (int each = 0; each < nodes.size(); each++) {
        Process one = nodes.get(each);
        if (one.ended) {
          nodes.set(each, new Process(one.self));
        }
        nodes.get(each).step(now);
      }
    }
    assertThat(founded)
        .as("more than the first cluster, so that this tries something")
        .isPositive();
    assertThat(new HashSet<>(writers)).hasSizeGreaterThan(1);
    assertNobodyWritesAgain();
  }

  private void assertNobodyWritesAgain() {
    Set<String> over = new HashSet<>();
    String last = "";
    for (String writer : writers) {
      if (!writer.equals(last)) {
        assertThat(over).doesNotContain(writer);
        over.add(last);
        last = writer;
      }
    }
  }
}
