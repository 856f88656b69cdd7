package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * How many calls this node has: those whose line is here, and those that were told to come here and
 * have not come yet. Asked by threads of all sorts.
 */
public final class CallLimit {

  /** What became of a call that asked for a place. */
  public enum Place {
    /** It has one from now on. */
    GIVEN,
    /** It had one. */
    KEPT,
    /** There is none. */
    NONE
  }

  private static final int MOST = 1_000_000;

  private final IntSupplier max;
  private final Duration heldFor;
  private final InstantSource clock;
  private final Consumer<Boolean> onFull;
  private final Map<UUID, Instant> promised = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Map<String, UUID> lines = new HashMap<>();
  private boolean toldFull;

  /**
   * Of a node that has no call yet.
   *
   * @param max the most calls it may have, as of {@link #checked}
   * @param heldFor how long a place is held for a call whose line does not come
   * @param onFull told when the node gets full, and when it has room again
   */
  public CallLimit(int max, Duration heldFor, InstantSource clock, Consumer<Boolean> onFull) {
    this(always(checked(max)), heldFor, clock, onFull);
  }

  /**
   * Of a node that has no call yet, and may have as many as is said from time to time.
   *
   * @param max the most calls it may have now
   */
  public CallLimit(
      IntSupplier max, Duration heldFor, InstantSource clock, Consumer<Boolean> onFull) {
    this.max = max;
    this.heldFor = heldFor;
    this.clock = clock;
    this.onFull = onFull;
  }

  private static IntSupplier always(int max) {
    return () -> max;
  }

  /**
   * A limit that may be set.
   *
   * @throws IllegalArgumentException unless it is from 1 to 1,000,000
   */
  public static int checked(int max) {
    within("max", max, 1, MOST);
    return max;
  }

  /** The most calls there may be. */
  public int max() {
    return max.getAsInt();
  }

  /** Holds a place for a call that is told to come here. A call that has one is never refused. */
  public synchronized Place promise(UUID callId) {
    forgetTheLate();
    if (has(callId)) {
      return Place.KEPT;
    }
    if (calls() >= max()) {
      return Place.NONE;
    }
    promised.put(callId, clock.instant().plus(heldFor));
    tell();
    return Place.GIVEN;
  }

  /** The call does not come. */
  public synchronized void release(UUID callId) {
    promised.remove(callId);
    tell();
  }

  /** Whether a call that nobody announced to this node may come. */
  public synchronized boolean roomFor(UUID callId) {
    forgetTheLate();
    return has(callId) || calls() < max();
  }

  /** Whether the call has a place. */
  public synchronized boolean has(UUID callId) {
    return promised.containsKey(callId) || lines.containsValue(callId);
  }

  /** A line is open, of which it is not known yet what call it carries. */
  public synchronized void opened(String line) {
    open.add(line);
  }

  /** A line carries the call. A call that other nodes knew may exceed the limit. */
  public synchronized void entered(UUID callId, String line) {
    if (open.contains(line)) { // else it has gone meanwhile
      promised.remove(callId);
      lines.put(line, callId);
      tell();
    }
  }

  /** The line is gone. */
  public synchronized void closed(String line) {
    open.remove(line);
    lines.remove(line);
    tell();
  }

  /** The calls whose lines are here. */
  public synchronized Set<UUID> carried() {
    return Set.copyOf(lines.values());
  }

  /** How many calls were told to come here and have not come. */
  synchronized int expected() {
    forgetTheLate();
    return promised.size();
  }

  /** The calls that have a place. */
  synchronized Set<UUID> known() {
    forgetTheLate();
    Set<UUID> known = new HashSet<>(lines.values());
    known.addAll(promised.keySet());
    return known;
  }

  /** Whether no place is left. */
  public synchronized boolean full() {
    forgetTheLate();
    return calls() >= max();
  }

  private void forgetTheLate() {
    Instant now = clock.instant();
    if (promised.values().removeIf(until -> !now.isBefore(until))) {
      tell();
    }
  }

  private int calls() {
    Set<UUID> carried = new HashSet<>(lines.values());
    return carried.size() + promised.size();
  }

  private void tell() {
    boolean full = calls() >= max();
    if (full != toldFull) {
      toldFull = full;
      onFull.accept(full);
    }
  }
}
