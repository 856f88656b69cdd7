package talkspurt.http;

import com.fasterxml.jackson.databind.util.RawValue;
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
    put(view, ToldOutcome.DISPOSITION, told.disposition());
    put(view, ToldOutcome.REASON, told.reason());
    put(view, ToldOutcome.SUMMARY, told.summary());
    if (!told.fields().isEmpty()) {
      view.put(ToldOutcome.FIELDS, new RawValue(told.fields()));
    }
    return Optional.of(view);
  }

  private static void put(Map<String, Object> view, String name, String value) {
    if (!value.isEmpty()) {
      view.put(name, value);
    }
  }
}
