package talkspurt.provider.stt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;

/** An utterance as a {@link FallbackTranscriber} has it: its sound, and who is asked for its words. */
final class ReplayBuffer {

  private static final int NOBODY = -1;

  private final long number;
  private final long maxKeptMs;
  private final long begunNanos;
  private final Deque<SttInput> kept = new ArrayDeque<>();
  private long keptMs;
  private boolean ended;
  private boolean worded;
  private long endedNanos;
  private int asked = NOBODY;
  private TranscriptEvent.Failed failed;

  ReplayBuffer(long number, Duration maxKept, long begunNanos) {
    this.number = number;
    this.maxKeptMs = maxKept.toMillis();
    this.begunNanos = begunNanos;
  }

  long number() {
    return number;
  }

  /** More of it; of what is too much, the oldest goes. */
  void keep(SttInput input, long nanos) {
    kept.add(input);
    if (input instanceof SttInput.EndOfSpeech) {
      ended = true;
      endedNanos = nanos;
      return;
    }
    keptMs += lengthMs(input);
    while (keptMs > maxKeptMs) {
      keptMs -= lengthMs(kept.remove());
    }
  }

  Iterable<SttInput> kept() {
    return kept;
  }

  boolean ended() {
    return ended;
  }

  long endedNanos() {
    return endedNanos;
  }

  /** From now on this one is asked. */
  void ask(int link) {
    asked = link;
  }

  Optional<Integer> asked() {
    return asked == NOBODY ? Optional.empty() : Optional.of(asked);
  }

  boolean isAsked(int link) {
    return asked == link;
  }

  /** Nobody is left to be asked. */
  void fail(TranscriptEvent.Failed why) {
    failed = why;
    asked = NOBODY;
    kept.clear();
  }

  Optional<TranscriptEvent.Failed> failed() {
    return Optional.ofNullable(failed);
  }

  /** How long after its beginning there are words, the first time this is asked. */
  OptionalLong firstWords(long nanos) {
    if (worded) {
      return OptionalLong.empty();
    }
    worded = true;
    return OptionalLong.of(nanos - begunNanos);
  }

  private static long lengthMs(SttInput input) {
    return input instanceof SttInput.Audio audio ? audio.frame().durationMs() : 0;
  }
}
