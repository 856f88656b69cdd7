package talkspurt.control;

import java.time.Instant;
import java.util.Optional;

/**
 * Of which version the call log is, and how far it is being made anew.
 *
 * @param version of which every row is at least, as far as the journal has its call
 * @param running whether it is being made anew
 * @param position up to where in the journal calls that began there were made anew
 * @param target where in the journal that ends
 * @param calls how many were made anew
 * @param worker who does it; empty before somebody does
 * @param startedAt when it was asked for
 * @param finishedAt when the last was finished
 */
public record RebuildState(
    int version,
    boolean running,
    long position,
    long target,
    long calls,
    String worker,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {

  /** The version that this program writes. */
  public static int current() {
    return CallLogTable.VERSION;
  }

  /** Whether rows may lack what this program would write. */
  public boolean old() {
    return version < current();
  }
}
