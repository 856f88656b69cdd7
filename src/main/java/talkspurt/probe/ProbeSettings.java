package talkspurt.probe;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How a node calls itself while it runs.
 *
 * @param every how long from one call to the next
 * @param plan what is done in each
 * @param ready whether {@code /ready} fails while calls are not answered
 * @param failures after how many calls in a row that were not answered it does, and the log tells
 */
public record ProbeSettings(Duration every, ProbePlan plan, boolean ready, int failures) {

  public ProbeSettings {
    within("every", every, 10_000, 86_400_000);
    within("failures", failures, 1, 100);
  }
}
