package talkspurt.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A caller whose turn is not taken yet: what he is told meanwhile, and when he has waited for too
 * long. Counts the time by itself, step by step. Not thread-safe.
 */
final class KeptWaiting {

  private final WaitSettings settings;
  private Duration waited = Duration.ZERO;
  private Duration step = Duration.ZERO;
  private int times;
  private int next;

  KeptWaiting(WaitSettings settings) {
    this.settings = settings;
  }

  /** He begins to wait, or says more while he waits; answers when the first words are due. */
  Duration begin() {
    step = settings.after();
    return step;
  }

  /** His turn was taken. */
  void over() {
    waited = Duration.ZERO;
    times = 0;
  }

  /** The time has come that was told last; answers when the next one will have. */
  Duration pass() {
    waited = waited.plus(step);
    step = settings.every();
    return step;
  }

  /** Whether he has waited for too long. */
  boolean tooLong() {
    return settings
        .giveUpAfter()
        .filter(longest -> waited.compareTo(longest) >= 0)
        .isPresent();
  }

  /** What he is told now; empty: nothing more, for all the times he was told. */
  Optional<String> words(List<String> ofProfile, String language) {
    List<String> words = ofProfile.isEmpty() ? settings.of(language) : ofProfile;
    if (words.isEmpty() || times >= settings.mostTimes()) {
      return Optional.empty();
    }
    times++;
    return Optional.of(words.get(next++ % words.size()));
  }
}
