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
  private long playedAt;

  TurnTimes(NanoClock clock) {
    this.clock = clock;
  }

  /**
   * The caller is silent.
   *
   * @param lastSoundAt when their last sound came
   * @param heardAt until when they had been heard when that was known
   */
  void speechEnded(long lastSoundAt, long heardAt) {
    this.dueAt = heardAt;
    this.lastSoundAt = lastSoundAt;
    this.quietSince = lastSoundAt;
  }

  /**
   * The turn is over: it had to wait for silence, and then for its words.
   *
   * @param heardAt until when the caller was heard
   * @param agoMs for how long silence had not been waited for then
   */
  void over(long heardAt, int agoMs) {
    dueAt = heardAt - Duration.ofMillis(agoMs).toNanos();
  }

  /** Nothing that the caller said is waited for. */
  void unprompted() {
    long now = clock.nanoTime();
    speechEnded(now, now);
  }

  /** What is told next of playback happened then. */
  void played(long at) {
    playedAt = at;
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

  /** How long ago that was which was told last of playback. */
  Duration sincePlayed() {
    return Duration.ofNanos(clock.nanoTime() - playedAt);
  }

  /** How long the caller has heard nothing. */
  Duration quietFor() {
    return Duration.ofNanos(clock.nanoTime() - quietSince);
  }

  Duration sinceTaken() {
    return Duration.ofNanos(clock.nanoTime() - takenAt);
  }

  /** What the caller waited for until the reply was heard. */
  ResponseTime answered(ReplyTimes reply) {
    return new ResponseTime(lastSoundAt)
        .then("silence", dueAt)
        .then("stt", takenAt)
        .then("journal", grantedAt)
        .then("responder", Math.min(playedAt, reply.words()))
        .then("tts", Math.min(playedAt, reply.sound()))
        .then("playout", playedAt);
  }
}
