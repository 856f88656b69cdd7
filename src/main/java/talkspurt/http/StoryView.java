package talkspurt.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallFile;
import talkspurt.call.CallState;
import talkspurt.call.Consent;
import talkspurt.call.Ended;
import talkspurt.call.Spending;
import talkspurt.call.TranscriptEntry;
import talkspurt.control.CallOutcome;
import talkspurt.control.CallStory;
import talkspurt.control.LegalHold;

/**
 * A call from its beginning to now, in full.
 *
 * @param agent which of the profile's agents speaks, or spoke last, once a caller was handed over
 * @param consent whether the caller agrees that the call is recorded; absent where nobody has asked or answered
 * @param line the line that carries the call, or carried it last; absent before the first
 * @param endReason why the call is over, once it is
 * @param faults what was wrong with the audio of its lines
 * @param transferredTo where the caller was sent, if the call ended by a transfer
 * @param cost what the call has cost so far; absent where it is not known to have used anything
 * @param outcome how the call came out, as far as that is known; absent where nothing is
 * @param unreadable numbers of the events that cannot be read, and are not told; absent where there are none
 * @param hold that nothing of it is deleted, and why; absent where it is not held
 */
record StoryView(
    String callId,
    String state,
    Optional<String> endReason,
    Optional<String> transferredTo,
    PlanView plan,
    Optional<String> agent,
    Optional<Agreed> consent,
    Optional<Line> line,
    List<Said> transcript,
    List<FaultView> faults,
    List<Map<String, Object>> timeline,
    Optional<CostView> cost,
    Optional<Map<String, Object>> outcome,
    Optional<List<Long>> unreadable,
    Optional<HoldRoutes.View> hold) {

  /**
   * A line.
   *
   * @param attached whether it carries the call now
   * @param lost how it went away, if it did
   */
  record Line(String id, boolean attached, Optional<String> lost) {}

  /**
   * Whether the caller agrees that the call is recorded.
   *
   * @param answer {@code given} or {@code refused}
   * @param by how the caller answered, such as {@code key}
   */
  record Agreed(String answer, String by) {}

  /**
   * One line of what was said.
   *
   * @param keys true where the caller pressed keys; absent where somebody spoke
   * @param parts what a line of the bot's is made of, where it is not the answer alone
   */
  record Said(
      String speaker,
      Instant at,
      String words,
      Optional<Boolean> keys,
      Optional<List<SpokenPartView>> parts) {

    static Said of(TranscriptEntry line) {
      return new Said(
          WireName.of(line.speaker()),
          line.at(),
          line.words().text(),
          line.keys() ? Optional.of(true) : Optional.empty(),
          SpokenPartView.of(line.words()));
    }
  }

  /** @param later what the call has cost since it is over */
  static StoryView of(
      CallStory story, String currency, Optional<CallOutcome> outcome, Spending later) {
    CallState state = story.state();
    Optional<Ended> ended = state instanceof Ended end ? Optional.of(end) : Optional.empty();
    return new StoryView(
        story.callId(),
        WireName.of(state.getClass()),
        ended.map(end -> WireName.of(end.reason())),
        ended.flatMap(Ended::movedTo).map(destination -> destination.text()),
        PlanView.of(state.file().plan()),
        Optional.of(state.file().plan().conduct().agent()).filter(name -> !name.isEmpty()),
        state.file().plan().consent().map(StoryView::agreed),
        line(state),
        state.file().transcript().stream().map(Said::of).toList(),
        FaultView.of(story.events()),
        timeline(story.events()),
        CostView.of(currency, state.file().tally().cost().total().plus(later), story.costByTurn()),
        OutcomeView.of(story, outcome),
        Optional.of(story.unreadable()).filter(numbers -> !numbers.isEmpty()),
        Optional.empty());
  }

  /** The same of a call that is held, if it is. */
  StoryView held(Optional<LegalHold> known) {
    return new StoryView(
        callId,
        state,
        endReason,
        transferredTo,
        plan,
        agent,
        consent,
        line,
        transcript,
        faults,
        timeline,
        cost,
        outcome,
        unreadable,
        known.map(HoldRoutes.View::of));
  }

  private static Agreed agreed(Consent told) {
    return new Agreed(told.answer().label(), told.by().label());
  }

  private static Optional<Line> line(CallState state) {
    CallFile file = state.file();
    return file.line().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Line(file.line(), state.carriedBy(file.line()), file.lost().map(WireName::of)));
  }

  private static List<Map<String, Object>> timeline(List<CallEvent> events) {
    return events.stream().map(EventView::of).toList();
  }
}
