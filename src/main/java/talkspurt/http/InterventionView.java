package talkspurt.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.Intervention;
import talkspurt.call.SpokenText;
import talkspurt.control.CallStory;

/**
 * What has become of words that were brought into a call.
 *
 * @param status {@code waiting}, {@code saying}, {@code said}, {@code cut} (the caller broke in, or the line
 *     went away), {@code failed} (nothing could be heard), {@code not-said} (the call ended before), or {@code
 *     told} of a hint that wants no answer
 * @param turn in which the bot spoke for it; absent before
 * @param heard what the caller has heard of that turn
 * @param overAt when that turn was over
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record InterventionView(
    String id,
    String status,
    String words,
    Optional<String> by,
    String interrupt,
    Instant at,
    Optional<Integer> turn,
    Optional<String> heard,
    Optional<Instant> overAt) {

  /** Those of a kind, oldest first. */
  static List<InterventionView> of(CallStory story, Intervention.Kind kind) {
    return story.state().file().plan().session().interventions().stream()
        .filter(one -> one.kind() == kind)
        .map(one -> of(one, story))
        .toList();
  }

  private static InterventionView of(Intervention one, CallStory story) {
    Turn turn = Turn.of(one, story.events());
    return new InterventionView(
        one.id(),
        status(one, turn, story.state().ended()),
        one.words(),
        Optional.of(one.by()).filter(by -> !by.isEmpty()),
        InterventionBody.name(one.when()),
        one.at(),
        Optional.of(one.turn()).filter(number -> number > 0),
        Optional.of(turn.heard().text()).filter(heard -> !heard.isEmpty()),
        turn.overAt());
  }

  private static String status(Intervention one, Turn turn, boolean ended) {
    if (!one.speaks()) {
      return "told";
    }
    if (one.waits()) {
      return ended ? "not-said" : "waiting";
    }
    if (turn.whole()) {
      return turn.heard().empty() ? "failed" : "said";
    }
    return turn.overAt().isPresent() || ended ? "cut" : "saying";
  }

  /** The turn that the bot took for somebody, as far as it has come. */
  private record Turn(SpokenText heard, boolean whole, Optional<Instant> overAt) {

    static Turn of(Intervention one, List<CallEvent> events) {
      Turn turn = new Turn(SpokenText.NOTHING, false, Optional.empty());
      for (CallEvent event : events) {
        turn = one.turn() > 0 ? turn.after(event, one.turn()) : turn;
      }
      return turn;
    }

    private Turn after(CallEvent event, int own) {
      if (event instanceof SegmentPlayed part && part.turn() == own) {
        return new Turn(heard.then(part.words()), false, Optional.empty());
      }
      if (event instanceof CallEvent.SpeechCut part && part.turn() == own) {
        return new Turn(heard.then(part.words()), false, Optional.empty());
      }
      if (event instanceof ReplyPlayed all && all.turn() == own) {
        return new Turn(all.heard(), true, Optional.of(all.at()));
      }
      return event instanceof FloorYielded cut && cut.turn() == own
          ? new Turn(cut.heard(), false, Optional.of(cut.at()))
          : this;
    }
  }
}
