package talkspurt.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of how calls came out, on the node that settles it. Thread-safe. */
public final class OutcomeMetrics {

  private static final String NONE = "none";
  private static final String OTHER = "other";

  private final Counter outcomes;
  private final Counter asked;
  private final Counter webhooks;
  private final CallMetrics calls;
  private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

  OutcomeMetrics(Figures figures, CallMetrics calls) {
    this.calls = calls;
    outcomes = figures.labelled(
        "talkspurt_outcomes",
        "Calls whose outcome is known, by the profile and its disposition (other: none of the profile's own)",
        "profile",
        "disposition");
    asked = figures.labelled(
        "talkspurt_outcome_questions",
        "Questions to models how a call came out, by what became of them (given-up: the last of a call)",
        "result");
    webhooks = figures.labelled(
        "talkspurt_outcome_webhooks",
        "Requests that tell webhooks how a call came out, by what became of them (given-up: the last of a call)",
        "result");
    Figures.exist(asked, "told", "failed", "given-up");
    Figures.exist(webhooks, "delivered", "failed", "given-up");
  }

  /** Calls of a profile may have these dispositions. */
  public void profileKnown(String profile, List<String> dispositions) {
    known.put(profile, Set.copyOf(dispositions));
    dispositions.forEach(one -> outcomes.initLabelValues(profile, one));
    outcomes.initLabelValues(profile, NONE);
  }

  /** The outcome of a call is known; a disposition that nobody announced counts as other. */
  public void known(String profile, String disposition) {
    outcomes.labelValues(profile, label(profile, disposition)).inc();
  }

  private String label(String profile, String disposition) {
    if (disposition.isEmpty()) {
      return NONE;
    }
    return known.getOrDefault(profile, Set.of()).contains(disposition) ? disposition : OTHER;
  }

  /** A call of this profile has cost so much more, for a model that was asked how it came out. */
  public void cost(String profile, String provider, double amount) {
    if (amount > 0) {
      calls.cost(profile, provider, amount);
    }
  }

  /** A model was asked. */
  public void asked(String result) {
    asked.labelValues(result).inc();
  }

  /** A webhook was told. */
  public void posted(String result) {
    webhooks.labelValues(result).inc();
  }
}
