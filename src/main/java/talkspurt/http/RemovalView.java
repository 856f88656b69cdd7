package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.control.LegalHold;
import talkspurt.control.Removal;

/**
 * How far it is that calls are deleted.
 *
 * @param status where this is told again
 * @param state {@code running}, {@code checking} or {@code finished}
 * @param waiting how many calls are not deleted yet: live, held, or to be done in a moment
 * @param filesLeft how many deleted calls may have files of recordings somewhere still: on a node that is away
 * @param held those that wait for their hold to be ended, 100 at most
 */
record RemovalView(
    String id,
    String status,
    String state,
    Instant askedAt,
    long calls,
    long deleted,
    long waiting,
    long events,
    long recordings,
    long filesLeft,
    List<Held> held) {

  /** A call that is held, and why. */
  record Held(String callId, String reason, Optional<String> by, Instant since) {

    static Held of(LegalHold hold) {
      HoldRoutes.View view = HoldRoutes.View.of(hold);
      return new Held(hold.callId(), view.reason(), view.by(), view.since());
    }
  }

  static RemovalView of(Removal removal) {
    return new RemovalView(
        removal.id(),
        "/api/removals/" + removal.id(),
        removal.state().label(),
        removal.askedAt(),
        removal.calls(),
        removal.deleted(),
        removal.calls() - removal.deleted(),
        removal.events(),
        removal.recordings(),
        removal.filesLeft(),
        removal.held().stream().map(Held::of).toList());
  }
}
