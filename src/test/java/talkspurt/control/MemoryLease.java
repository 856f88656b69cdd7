package talkspurt.control;

import java.util.List;
import java.util.Optional;

/** The lease of nodes that run in one process, as the database would keep it. */
final class MemoryLease implements ClusterLease {

  private Optional<LeaseRow> row = Optional.empty();
  private boolean away;

  /** From now on nobody is answered, or all are again. */
  synchronized void away(boolean now) {
    away = now;
  }

  /** What another cluster would have done. */
  synchronized void set(LeaseRow now) {
    row = Optional.of(now);
  }

  @Override
  public synchronized Optional<LeaseRow> look() {
    refuseWhenAway();
    return row;
  }

  @Override
  public synchronized boolean found(Optional<LeaseRow> seen, String incarnation, String founder) {
    refuseWhenAway();
    boolean unchanged = row.map(LeaseRow::incarnation).equals(seen.map(LeaseRow::incarnation))
        && row.map(LeaseRow::renewals).equals(seen.map(LeaseRow::renewals));
    if (unchanged) {
      row = Optional.of(new LeaseRow(incarnation, 0, List.of(founder)));
    }
    return unchanged;
  }

  @Override
  public synchronized boolean renew(String incarnation, List<String> members) {
    refuseWhenAway();
    if (!held(incarnation)) {
      return false;
    }
    row = Optional.of(new LeaseRow(incarnation, row.get().renewals() + 1, members));
    return true;
  }

  @Override
  public synchronized void leave(String incarnation, String member) {
    refuseWhenAway();
    if (held(incarnation)) {
      row = Optional.of(new LeaseRow(
          incarnation,
          row.get().renewals() + 1,
          row.get().members().stream().filter(one -> !one.equals(member)).toList()));
    }
  }

  @Override
  public void close() {}

  boolean held(String incarnation) {
    return row.map(LeaseRow::incarnation).filter(incarnation::equals).isPresent();
  }

  private void refuseWhenAway() {
    if (away) {
      throw new DatabaseFault("the database is away");
    }
  }
}
