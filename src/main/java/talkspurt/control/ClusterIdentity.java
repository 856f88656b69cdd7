package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which cluster this node belongs to, by its lease. Where another cluster has taken the lease, this
 * node writes nothing any more, for good: its process has to end and join that one.
 */
final class ClusterIdentity implements Extension {

  private static final Id ID = new Id();

  private sealed interface State {

    /** A node of its own: there is no other to be told from. */
    record Alone() implements State {}

    /** Not in a cluster yet. */
    record Awaited() implements State {}

    record Held(String incarnation) implements State {}

    record Lost(String incarnation) implements State {}
  }

  private final AtomicReference<State> state = new AtomicReference<>(new State.Alone());
  private final CompletableFuture<String> lost = new CompletableFuture<>();

  private ClusterIdentity() {}

  static ClusterIdentity of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** This node is to be one of several: nothing is written until it belongs to a cluster. */
  void await() {
    state.updateAndGet(now -> now instanceof State.Alone ? new State.Awaited() : now);
  }

  /** This node founds that cluster, or joins it. */
  void hold(String incarnation) {
    state.updateAndGet(now -> now instanceof State.Lost ? now : new State.Held(incarnation));
  }

  /** Another cluster holds the lease. */
  void lose() {
    State before = state.getAndUpdate(
        now -> now instanceof State.Held held ? new State.Lost(held.incarnation()) : now);
    if (before instanceof State.Held held) {
      lost.complete(held.incarnation());
    }
  }

  /** Is completed with what this node belonged to, once another cluster has taken its place. */
  CompletionStage<String> whenLost() {
    return lost;
  }

  boolean isLost() {
    return state.get() instanceof State.Lost;
  }

  boolean mayWrite() {
    State now = state.get();
    return now instanceof State.Alone || now instanceof State.Held;
  }

  Optional<String> incarnation() {
    return state.get() instanceof State.Held held
        ? Optional.of(held.incarnation())
        : Optional.empty();
  }

  /**
   * Called within each transaction that writes to the journal, before it does.
   *
   * @throws DatabaseFault when it must not be written
   */
  void check(Connection writing) throws SQLException {
    State now = state.get();
    if (now instanceof State.Alone) {
      return;
    }
    if (now instanceof State.Held held) {
      if (PostgresLease.holds(writing, held.incarnation())) {
        return;
      }
      lose();
    }
    throw new DatabaseFault(
        now instanceof State.Awaited
            ? "this node belongs to no cluster yet"
            : "another cluster has taken the place of this node's");
  }

  private static final class Id extends ExtensionId<ClusterIdentity> {
    @Override
    public ClusterIdentity createExtension(ActorSystem<?> system) {
      return new ClusterIdentity();
    }
  }
}
