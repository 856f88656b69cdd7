package talkspurt.control;

import akka.actor.typed.javadsl.TimerScheduler;
import java.util.Optional;
import talkspurt.call.Expiry;
import talkspurt.control.CallCommand.Alarm;

/** The one clock of a call: runs as long as the call waits for the same thing. */
final class ExpiryTimer {

  private final TimerScheduler<CallCommand> timers;
  private final CallSettings settings;
  private Optional<Expiry> running = Optional.empty();

  ExpiryTimer(TimerScheduler<CallCommand> timers, CallSettings settings) {
    this.timers = timers;
    this.settings = settings;
  }

  /** The call waits for this, or for nothing. */
  void waitFor(Optional<Expiry> expiry) {
    if (running.equals(expiry)) {
      return;
    }
    stop();
    running = expiry;
    expiry
        .map(settings::limit)
        .ifPresent(limit -> timers.startSingleTimer(Alarm.EXPIRED, Alarm.EXPIRED, limit));
  }

  void stop() {
    running = Optional.empty();
    timers.cancel(Alarm.EXPIRED);
  }
}
