package talkspurt.media.unannounced;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import talkspurt.line.LineEvent;

/**
 * A line whose call is not known yet, and what becomes of it: one thing, once. Whoever keeps the time calls
 * {@link #look} every {@link #LOOK_EVERY}. Thread-safe.
 */
final class WaitingLine {

  /** What becomes of the line. */
  enum Outcome {
    /** Its call is known, or it cannot be known whether it is. */
    CALL_FOUND,
    /** Nobody announced its call in time. */
    NOT_ANNOUNCED,
    /** Too many others wait. */
    CROWDED_OUT,
    /** Its peer hung up. */
    GONE
  }

  static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** The journal is a database, and most calls of other nodes are in it before their line is here. */
  private static final int LOOKS_PER_READ = 10;

  private final UUID callId;
  private final CallDirectory calls;
  private final int maxLooks;
  private final AtomicReference<Outcome> outcome = new AtomicReference<>();
  private final CompletableFuture<Outcome> told = new CompletableFuture<>();
  private int looks;
  private boolean reading;

  /**
   * A line that has just named its call.
   *
   * @param timeout how long it may wait
   */
  WaitingLine(UUID callId, CallDirectory calls, Duration timeout) {
    this.callId = callId;
    this.calls = calls;
    this.maxLooks = Math.toIntExact(timeout.dividedBy(LOOK_EVERY));
  }

  /** Whether it still waits. */
  boolean waits() {
    return outcome.get() == null;
  }

  /** Whether this is kept for who answers the line: sound is not, as long as nobody does. */
  boolean keeps(LineEvent event) {
    return !waits() || !(event instanceof LineEvent.Heard);
  }

  /** Told once. */
  CompletionStage<Outcome> outcome() {
    return told;
  }

  /** Looks whether its call is there by now, or its time is over. */
  synchronized void look() {
    if (calls.here(callId)) {
      becomes(Outcome.CALL_FOUND);
      return;
    }
    boolean last = looks >= maxLooks;
    if ((last || looks % LOOKS_PER_READ == 0) && !reading && waits()) {
      reading = true;
      calls.journalled(callId).whenComplete((known, failure) -> read(last, known, failure));
    }
    looks++;
  }

  /** Where the journal cannot be read the line goes on as if its call were there: it may be. */
  private synchronized void read(boolean last, Boolean known, Throwable failure) {
    reading = false;
    if (failure != null || known) {
      becomes(Outcome.CALL_FOUND);
    } else if (last) {
      becomes(Outcome.NOT_ANNOUNCED);
    }
  }

  /** The first of all outcomes counts. */
  void becomes(Outcome what) {
    if (outcome.compareAndSet(null, what)) {
      told.complete(what);
    }
  }
}
