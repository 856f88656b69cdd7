package talkspurt.control;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls that were asked for together.
 *
 * @param name names it
 * @param profile who speaks
 * @param paused whether none of them is dialled for now
 * @param by name of the token by which it was begun; empty where none was needed
 * @param createdAt when it was begun
 * @param counts how many of its calls are in which state: {@code waiting}, or {@code over} and {@code refused} with what came of them
 */
public record Campaign(
    String name,
    String profile,
    boolean paused,
    String by,
    Instant createdAt,
    Map<String, Long> counts) {

  public Campaign {
    counts = new TreeMap<>(counts);
  }
}
