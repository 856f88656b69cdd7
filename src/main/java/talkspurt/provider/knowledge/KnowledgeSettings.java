package talkspurt.provider.knowledge;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How documents are searched.
 *
 * @param passages how many are given to the agent at most
 * @param leastLikeness the cosine of what the caller said and a passage below which it is not given, 0 to 1
 * @param longestPassage how many characters one has at most
 * @param timeout how long a reply waits for the search; then the agent is told that nothing could be looked up
 */
public record KnowledgeSettings(
    int passages, double leastLikeness, int longestPassage, Duration timeout) {

  public KnowledgeSettings {
    within("passages", passages, 1, 20);
    if (!(leastLikeness >= 0 && leastLikeness <= 1)) {
      throw new IllegalArgumentException(
          "least-likeness is " + leastLikeness + "; allowed: 0 to 1");
    }
    within("longest-passage", longestPassage, 100, 4000);
    within("timeout", timeout, 20, 5000);
  }
}
