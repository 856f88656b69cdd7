package talkspurt.http;

import java.util.UUID;
import java.util.function.Predicate;
import talkspurt.control.CallParty;
import talkspurt.control.NoPlace;

/**
 * Callers for whom there is no place, and who are told so on a line of this node.
 *
 * @param holds whether a call is one of these
 * @param waitFor whether callers of a profile wait, so that a new one comes after them
 * @param inviting has a caller come
 */
public record BusyDesk(Predicate<UUID> holds, Predicate<String> waitFor, Inviting inviting) {

  /** Has callers come who found no place. */
  public interface Inviting {

    /** Whether a caller is to come and hear that there is no place. */
    boolean invites(UUID callId, CallParty party, NoPlace why);
  }
}
