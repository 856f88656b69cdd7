package talkspurt.control;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How far it has come that calls are deleted because somebody asked for it.
 *
 * @param id names it
 * @param calls how many calls it is about
 * @param deleted of how many all is deleted that the database had
 * @param settled how many of these were looked at once more, and are done with
 * @param filesLeft how many of them may have files of recordings somewhere still
 * @param events how many events of journals were deleted
 * @param recordings how many files of recordings were deleted
 * @param held those that wait for their hold to be ended, some of them
 */
public record Removal(
    String id,
    Instant askedAt,
    long calls,
    long deleted,
    long settled,
    long filesLeft,
    long events,
    long recordings,
    List<LegalHold> held) {

  /** Where it stands. */
  public enum State {
    /** Some calls are not over yet, or held, or their turn has not come; or files are left on a node that is away. */
    RUNNING,
    /** All is deleted, and looked for once more a while later. */
    CHECKING,
    /** Nothing is left. */
    FINISHED;

    /** Its name. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Removal {
    held = List.copyOf(held);
  }

  /** Where it stands. */
  public State state() {
    if (deleted < calls || filesLeft > 0) {
      return State.RUNNING;
    }
    return settled < calls ? State.CHECKING : State.FINISHED;
  }
}
