package talkspurt.media.agent;

import java.time.Duration;
import talkspurt.telemetry.NanoClock;

/** When which step of a turn was done, from the caller's last sound to the answer. Not thread-safe. */
final class TurnTimes {

  private final NanoClock clock;
  private long quietSince;
  private long lastSoundAt;
  private long dueAt;
  private long takenAt;
  private long grantedAt;

  TurnTimes(NanoClock clock) {
    this.clock = clock;
  }

  /** The caller has been silent for so long. */
  void speechEnded(int silentMs) {
    dueAt = clock.nanoTime();
    lastSoundAt = dueAt - Duration.ofMillis(silentMs).toNanos();
    quietSince = lastSoundAt;
  }

  /** The turn is over: it had to wait for silence until so long ago, and then for its words. */
  void over(int agoMs) {
    dueAt = clock.nanoTime() - Duration.ofMillis(agoMs).toNanos();
  }

  /** Nothing that the caller said is waited for. */
  void unprompted() {
    speechEnded(0);
  }

  /** From now on the caller hears nothing. */
  void quiet() {
    quietSince = clock.nanoTime();
  }

  void taken() {
    takenAt = clock.nanoTime();
  }

  /** The turn is in the journal. */
  void granted() {
    grantedAt = clock.nanoTime();
  }

  /** How long the caller has heard nothing. */
  Duration quietFor() {
    return Duration.ofNanos(clock.nanoTime() - quietSince);
  }

  Duration sinceTaken() {
    return Duration.ofNanos(clock.nanoTime() - takenAt);
  }

  /** What the caller waited for until now, when the reply is heard. */
  ResponseTime answered(ReplyTimes reply) {
    long now = clock.nanoTime();
    return new ResponseTime(lastSoundAt)
        .then("silence", dueAt)
        .then("stt", takenAt)
        .then("journal", grantedAt)
        .then("responder", Math.min(now, reply.words()))
        .then("tts", Math.min(now, reply.sound()))
        .then("playout", now);
  }
}
