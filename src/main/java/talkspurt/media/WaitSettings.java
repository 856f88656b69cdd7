package talkspurt.media;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller hears whose turn cannot be answered, since the durable half does not take it.
 *
 * @param after how long it is waited before the first words
 * @param every and between one time and the next
 * @param mostTimes how often he is told to wait
 * @param giveUpAfter how long in all until he is told that it will not be and is let go; empty: never
 * @param words by language, one after the other, where the profile has no filler of its own
 */
public record WaitSettings(
    Duration after,
    Duration every,
    int mostTimes,
    Optional<Duration> giveUpAfter,
    Map<String, List<String>> words) {

  public WaitSettings {
    words = Map.copyOf(words);
    Limits.within("after", after, 300, 60_000);
    Limits.within("every", every, 1000, 60_000);
    if (mostTimes < 0 || mostTimes > 100) {
      throw new IllegalArgumentException("most-times is " + mostTimes + "; allowed: 0 to 100");
    }
    giveUpAfter.ifPresent(longest -> Limits.within("give-up-after", longest, 5000, 3_600_000));
  }

  /** Nothing is said, and nobody is let go. */
  public static WaitSettings silent() {
    return new WaitSettings(
        Duration.ofSeconds(60), Duration.ofSeconds(60), 0, Optional.empty(), Map.of());
  }

  /** The words of a language or, for en-GB without words of its own, of en. */
  List<String> of(String language) {
    return words.getOrDefault(language, words.getOrDefault(language.split("-")[0], List.of()));
  }
}
