package talkspurt.media.settings;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Set;
import talkspurt.call.LineFault;

/**
 * What counts as a fault of a line, and from when on.
 *
 * @param examine whether lines are examined at all
 * @param ignored what is not told
 * @param noFramesFor how long nothing comes from the line's beginning on
 * @param framesStoppedFor how long nothing comes after something came
 * @param silentFor how long nothing but exact silence comes from the line's beginning on
 * @param wrongSoundFor how much sound makes more sense in another encoding
 * @param wrongRateFor how long as many samples come as another rate has
 * @param notReadFor how long the peer takes nothing
 * @param hostLostAfter how long nothing comes from a peer that takes nothing either, until its line is given up
 * @param maxWaiting how much may wait to be played in Asterisk
 * @param waitingFor how long more than that waits
 * @param loopFor how much of what is sent comes back unchanged
 */
public record DoctorSettings(
    boolean examine,
    Set<LineFault> ignored,
    Duration noFramesFor,
    Duration framesStoppedFor,
    Duration silentFor,
    Duration wrongSoundFor,
    Duration wrongRateFor,
    Duration notReadFor,
    Duration hostLostAfter,
    Duration maxWaiting,
    Duration waitingFor,
    Duration loopFor) {

  public DoctorSettings {
    ignored = Set.copyOf(ignored);
    within("no-frames-for", noFramesFor, 1000, 3_600_000);
    within("frames-stopped-for", framesStoppedFor, 1000, 3_600_000);
    within("silent-for", silentFor, 1000, 3_600_000);
    within("wrong-sound-for", wrongSoundFor, 500, 60_000);
    within("wrong-rate-for", wrongRateFor, 2000, 60_000);
    within("not-read-for", notReadFor, 200, 60_000);
    within("host-lost-after", hostLostAfter, 1000, 3_600_000);
    within("max-waiting", maxWaiting, 100, 20_000);
    within("waiting-for", waitingFor, 1000, 600_000);
    within("loop-for", loopFor, 200, 10_000);
  }
}
