package talkspurt.media;

import java.util.Optional;

/**
 * Which words of a {@link Filler} are next: none twice until the agent himself has said something,
 * and then not the same as the last time where there are others. Thread-safe.
 */
final class FillerWords {

  private int next;
  private int inARow;

  synchronized Optional<String> next(Filler filler) {
    if (inARow >= filler.words().size()) {
      return Optional.empty();
    }
    inARow++;
    return Optional.of(filler.words().get(next++ % filler.words().size()));
  }

  synchronized void agentSpoke() {
    inARow = 0;
  }
}
