package talkspurt.media.agent;

import java.util.Optional;
import talkspurt.media.profile.Filler;

/**
 * Which words of a {@link Filler} are next: as many in a row as it allows until the agent himself has
 * said something, and never the same as the last time where there are others. Thread-safe.
 */
final class FillerWords {

  private int next;
  private int inARow;

  synchronized Optional<String> next(Filler filler) {
    if (inARow >= filler.most()) {
      return Optional.empty();
    }
    inARow++;
    return again(filler);
  }

  /** However many there were in a row; it is not the agent who is waited for, and they do not count. */
  synchronized Optional<String> again(Filler filler) {
    if (filler.words().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(filler.words().get(next++ % filler.words().size()));
  }

  synchronized void agentSpoke() {
    inARow = 0;
  }
}
