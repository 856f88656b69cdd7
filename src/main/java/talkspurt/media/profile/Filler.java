package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

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
    within("after", after, 300, 30_000);
    within("most", most, 1, 100);
  }

  /** Nothing is said. */
  public static Filler none() {
    return new Filler(Duration.ofSeconds(30), List.of(), 1);
  }
}
