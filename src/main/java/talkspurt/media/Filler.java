package talkspurt.media;

import java.time.Duration;
import java.util.List;

/**
 * What is said while the agent, or a tool of his, keeps the caller waiting.
 *
 * @param after how long it is waited before
 * @param words one after the other, each at most once until the agent himself has said something
 */
public record Filler(Duration after, List<String> words) {

  public Filler {
    words = List.copyOf(words);
    if (after.toMillis() < 300 || after.toMillis() > 30_000) {
      throw new IllegalArgumentException(
          "after is " + after.toMillis() + " ms; allowed: 300 ms to 30 s");
    }
  }

  /** Nothing is said. */
  public static Filler none() {
    return new Filler(Duration.ofSeconds(30), List.of());
  }
}
