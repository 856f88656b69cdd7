package talkspurt.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import talkspurt.call.ToldOutcome;
import talkspurt.control.CallOutcome;
import talkspurt.control.CallStory;

/** How one call came out, beside all else that is known of it. */
final class OutcomeView {

  /** What the call itself tells beside it. */
  private static final Set<String> OF_CALL =
      Set.of("callId", "profile", "profileVersion", "endedAt", "endReason");

  private OutcomeView() {}

  /** As it is kept; before that, what the agent told. */
  static Optional<Map<String, Object>> of(CallStory story, Optional<CallOutcome> kept) {
    if (kept.filter(outcome -> outcome.state() != CallOutcome.State.DUE).isPresent()) {
      Map<String, Object> view = new LinkedHashMap<>(kept.get().view());
      view.keySet().removeAll(OF_CALL);
      view.put("webhook", kept.get().webhook().label());
      kept.get().webhookCause().ifPresent(why -> view.put("webhookCause", why));
      return Optional.of(view);
    }
    ToldOutcome told = ToldOutcome.of(story.events());
    if (told.empty() && !story.state().ended()) {
      return Optional.empty();
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("state", CallOutcome.State.DUE.label());
    new CallOutcome.Told(told.disposition(), told.reason(), told.summary(), told.fields())
        .putInto(view);
    return Optional.of(view);
  }
}
