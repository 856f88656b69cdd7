package talkspurt.media;

import java.util.Optional;

/**
 * Which words of a {@link Filler} are next: as many in a row as it allows until the agent himself has
 * said something, and never the same as the last time where there are others. Thread-safe.
 */
final class FillerWords {

  private int next;
  private int inARow;

  synchronized Optional<String> next(Filler filler) {
    return inARow >= filler.most() ? Optional.empty() : again(filler);
  }

  /** However many there were in a row. */
  synchronized Optional<String> again(Filler filler) {
    if (filler.words().isEmpty()) {
      return Optional.empty();
    }
    inARow++;
    return Optional.of(filler.words().get(next++ % filler.words().size()));
  }

  synchronized void agentSpoke() {
    inARow = 0;
  }
}
