package talkspurt.media.settings;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import talkspurt.turn.TurnSettings;

/**
 * The live half of a call.
 *
 * @param playout the playback buffer
 * @param turns how turns are taken until the profile is known
 * @param hearing how lines are heard
 * @param doctor what counts as a fault of a line
 * @param bot bots that hear and speak for themselves
 * @param transcriptionBacklog how much sound may wait for a slow transcriber
 * @param keyPause how long after a key the input is taken as complete
 * @param announceTimeout how long a line may wait for its call start, where unannounced ones are
 *     refused
 * @param takeUnannounced whether a line that nobody announced gets the default profile
 * @param maxUnannounced how many lines may wait so at once
 * @param retryEvery how often the call is asked again when it does not answer
 * @param giveUpAfter how long a line that is gone goes on trying to tell the call so
 * @param takenTimeout how long a caller's turn may wait until the call takes it; then the line is released
 * @param keepEvery how often a line tells the call that it still carries it
 * @param journalAfter how long a new line waits for the call before it reads in the journal what to do
 */
public record MediaSettings(
    PlayoutSettings playout,
    TurnSettings turns,
    HearingSettings hearing,
    DoctorSettings doctor,
    BotSettings bot,
    Duration transcriptionBacklog,
    Duration keyPause,
    Duration announceTimeout,
    boolean takeUnannounced,
    int maxUnannounced,
    Duration retryEvery,
    Duration giveUpAfter,
    Duration takenTimeout,
    Duration keepEvery,
    Duration journalAfter) {

  public MediaSettings {
    within("transcription-backlog", transcriptionBacklog, 1000, 60_000);
    within("key-pause", keyPause, 200, 30_000);
    within("announce-timeout", announceTimeout, 0, 60_000);
    within("max-unannounced", maxUnannounced, 1, 100_000);
    within("retry-every", retryEvery, 50, 10_000);
    within("give-up-after", giveUpAfter, 1000, 600_000);
    within("taken-timeout", takenTimeout, 5000, 3_600_000);
    within("keep-every", keepEvery, 500, 60_000);
    within("journal-after", journalAfter, 100, 10_000);
  }
}
