package talkspurt.control;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import talkspurt.control.CallCommand.Alarm;

/** Wakes a call when its limit in time wants something done. */
final class TimeLimitTimer {

  private final TimerScheduler<CallCommand> timers;
  private final InstantSource clock;
  private Optional<Instant> running = Optional.empty();

  TimeLimitTimer(TimerScheduler<CallCommand> timers, InstantSource clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /** Something is to be done then, or never. */
  void wakeAt(Optional<Instant> due) {
    if (running.equals(due)) {
      return;
    }
    stop();
    running = due;
    due.ifPresent(then -> timers.startSingleTimer(Alarm.TIME, Alarm.TIME, until(then)));
  }

  private Duration until(Instant then) {
    Duration left = Duration.between(clock.instant(), then);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** It has gone off, or is not wanted. */
  void stop() {
    running = Optional.empty();
    timers.cancel(Alarm.TIME);
  }
}
