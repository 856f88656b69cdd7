package talkspurt.media.agent;

import java.time.Duration;
import java.util.Optional;
import talkspurt.media.profile.Filler;

/**
 * Decides what a caller is to hear who has heard nothing for too long outside of a reply: while the
 * caller's words are recognised, or the durable half has not taken the turn. Not thread-safe.
 */
final class WaitFiller {

  /** What is to be done for the caller. */
  sealed interface Due {

    /** Nothing: they wait for nothing, or there is nothing to say. */
    record Nothing() implements Due {}

    /** They speak: look again after this. */
    record Later(Duration after) implements Due {}

    /** Words for the wait; {@code waitsFor} names for what, in metrics. */
    record Say(String words, String waitsFor) implements Due {}

    /** The apology: the durable half does not take the turn. */
    record Apologise() implements Due {}
  }

  private enum Caller {
    /** Is silent, and nothing that they said is to be recognised. */
    SILENT,
    /** Speaks. */
    SPEAKING,
    /** Has spoken, and the words are on their way. */
    BEING_UNDERSTOOD
  }

  private final FillerWords words;
  private final Duration takenTimeout;
  private Filler filler = Filler.none();
  private Caller caller = Caller.SILENT;

  /**
   * @param words that are left for waits; of the whole call
   * @param takenTimeout how long the durable half may need to take a turn
   */
  WaitFiller(FillerWords words, Duration takenTimeout) {
    this.words = words;
    this.takenTimeout = takenTimeout;
  }

  /** From now on this is what is said. */
  void use(Filler other) {
    filler = other;
  }

  /** The caller begins to speak. */
  void speechBegan() {
    caller = Caller.SPEAKING;
  }

  /** The caller has stopped; the words are on their way. */
  void speechEnded() {
    caller = Caller.BEING_UNDERSTOOD;
  }

  /** The caller has stopped, and nothing comes of what they said. */
  void speechCameToNothing() {
    caller = Caller.SILENT;
  }

  /** Words are not waited for any more: they are here, or a key or a reply came first. */
  void wordsNotAwaited() {
    caller = caller == Caller.BEING_UNDERSTOOD ? Caller.SILENT : caller;
  }

  /** Whether the caller's words are on their way. */
  boolean wordsAwaited() {
    return caller == Caller.BEING_UNDERSTOOD;
  }

  /** How long a caller who has heard nothing for so long may still be kept waiting. */
  Duration patience(Duration quietFor) {
    Duration left = filler.after().minus(quietFor);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * What is to be done once patience is over and nothing is being said.
   *
   * @param replyAwaited whether a turn was taken that is not answered
   * @param sinceTaken how long ago it was taken
   * @param apologised whether the apology was said for it
   */
  Due due(boolean replyAwaited, Duration sinceTaken, boolean apologised) {
    if (!wordsAwaited() && !replyAwaited) {
      return new Due.Nothing();
    }
    if (caller == Caller.SPEAKING) {
      return new Due.Later(filler.after());
    }
    Optional<String> next = next(replyAwaited, sinceTaken);
    if (next.isPresent()) {
      return new Due.Say(next.get(), wordsAwaited() ? "words" : "journal");
    }
    return !filler.words().isEmpty() && replyAwaited && !apologised
        ? new Due.Apologise()
        : new Due.Nothing();
  }

  /** A call that does not take a turn may be on its way to another node, or its database away. */
  private Optional<String> next(boolean replyAwaited, Duration sinceTaken) {
    if (!replyAwaited) {
      return words.next(filler);
    }
    return sinceTaken.compareTo(takenTimeout) < 0 ? words.again(filler) : Optional.empty();
  }
}
