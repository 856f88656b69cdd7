package talkspurt.media.agent;

import java.util.Optional;
import talkspurt.media.profile.Filler;
import talkspurt.telemetry.CallMetrics;

/**
 * The waits within one reply of an agent.
 *
 * @param words that are left for waits; of the whole call
 */
record ReplyFillers(Filler filler, FillerWords words, ReplyTimes times, CallMetrics metrics)
    implements FillerHooks {

  @Override
  public Optional<String> filler(String waitsFor) {
    Optional<String> next = words.next(filler);
    next.ifPresent(said -> metrics.filler(waitsFor));
    return next;
  }

  @Override
  public void agentSpoke() {
    times.spoke();
    words.agentSpoke();
  }

  @Override
  public void sounded() {
    times.sounded();
  }
}
