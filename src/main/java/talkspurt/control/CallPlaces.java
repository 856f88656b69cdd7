package talkspurt.control;

import java.util.Optional;
import java.util.UUID;
import talkspurt.control.CallLimit.Place;

/**
 * Which calls may come to this node: as many as its limit, and of those whose words its own recogniser finds, as
 * many as that can bear. Asked by threads of all sorts.
 */
public final class CallPlaces {

  /** What is known of the node's own recogniser. */
  public interface Recogniser {

    /** Whether calls of a profile need it; not those that fall back to it. */
    boolean neededBy(String profile);

    /** Whether it falls behind now, so that another call would be one too many. */
    boolean behind();
  }

  private final CallLimit all;
  private final CallLimit recognised;
  private final Recogniser recogniser;

  /**
   * Of a node that has no call yet.
   *
   * @param all how many calls there may be
   * @param recognised how many of them may need the recogniser
   */
  public CallPlaces(CallLimit all, CallLimit recognised, Recogniser recogniser) {
    this.all = all;
    this.recognised = recognised;
    this.recogniser = recogniser;
  }

  /** Holds a place for a call that is told to come here. A call that has one is never refused. */
  public Place promise(UUID callId, String profile) {
    if (!recogniser.neededBy(profile)) {
      return all.promise(callId);
    }
    Place heard = recognised.promise(callId);
    Place place = heard == Place.NONE || heard == Place.GIVEN && recogniser.behind()
        ? Place.NONE
        : all.promise(callId);
    if (place == Place.NONE && heard == Place.GIVEN) {
      recognised.release(callId);
    }
    return place;
  }

  /** Why there is no place for a call of a profile now; empty where there is one. */
  public Optional<String> refusal(String profile) {
    if (all.full()) {
      return Optional.of("as many calls are taken as talkspurt.calls.max allows");
    }
    if (!recogniser.neededBy(profile)) {
      return Optional.empty();
    }
    if (recogniser.behind()) {
      return Optional.of("the embedded recogniser falls behind");
    }
    return recognised.full()
        ? Optional.of(
            "the embedded recogniser can bear no more calls (talkspurt.embedded.max-calls)")
        : Optional.empty();
  }

  /** The call does not come. */
  public void release(UUID callId) {
    all.release(callId);
    recognised.release(callId);
  }

  /** Whether a call that nobody announced to this node may come. */
  public boolean roomFor(UUID callId, String profile) {
    return all.roomFor(callId)
        && (!recogniser.neededBy(profile)
            || recognised.has(callId)
            || recognised.roomFor(callId) && !recogniser.behind());
  }

  /** A line is open, of which it is not known yet what call it carries. */
  public void opened(String line) {
    all.opened(line);
    recognised.opened(line);
  }

  /** A line carries the call. A call that other nodes knew may exceed the limits. */
  public void entered(UUID callId, String profile, String line) {
    all.entered(callId, line);
    if (recogniser.neededBy(profile)) {
      recognised.entered(callId, line);
    }
  }

  /** The line is gone. */
  public void closed(String line) {
    all.closed(line);
    recognised.closed(line);
  }
}
