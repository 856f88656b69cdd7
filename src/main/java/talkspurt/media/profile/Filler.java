package talkspurt.media.profile;

import java.time.Duration;
import java.util.List;

/**
 * What is said while the agent, one of its tools, its voice or the journal keeps the caller waiting.
 *
 * @param after how long the caller hears nothing before
 * @param words one after the other, from the first again after the last
 * @param most how many in a row until the agent itself says something; then it is given up
 */
public record Filler(Duration after, List<String> words, int most) {

  public Filler {
    words = List.copyOf(words);
    if (after.toMillis() < 300 || after.toMillis() > 30_000) {
      throw new IllegalArgumentException(
          "after is " + after.toMillis() + " ms; allowed: 300 ms to 30 s");
    }
    if (most < 1 || most > 100) {
      throw new IllegalArgumentException("most is " + most + "; allowed: 1 to 100");
    }
  }

  /** Nothing is said. */
  public static Filler none() {
    return new Filler(Duration.ofSeconds(30), List.of(), 1);
  }
}
