package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.Optional;

/**
 * Which calls a node takes.
 *
 * @param mode what becomes of new calls, whatever is asked for over the API; empty: what was asked for
 * @param max how many calls this node may have
 * @param limits what else bounds them; those of profiles are not among them yet
 * @param maxBusyLines how many callers without a place may hear so at the same time
 * @param loopLate how late a tick of a media loop may be before the node counts as overloaded; zero: however late
 * @param journalLate the same of a write of the journal
 */
public record AdmissionSettings(
    Optional<AdmissionMode> mode,
    int max,
    CallLimits limits,
    int maxBusyLines,
    Duration loopLate,
    Duration journalLate) {

  public AdmissionSettings {
    CallLimit.checked(max);
    within("max-lines", maxBusyLines, 1, 10_000);
    within("loop-late", loopLate, 0, 60_000);
    within("journal-late", journalLate, 0, 60_000);
  }
}
