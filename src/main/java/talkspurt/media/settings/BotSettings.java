package talkspurt.media.settings;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * Bots that hear and speak for themselves.
 *
 * @param maxQueued how much of what a bot said may wait to be played; above it nothing more is read
 * @param turnGap how long a bot sends nothing, all being played, until its turn is over
 * @param callerBacklog how much of the caller's sound may wait for a slow bot
 */
public record BotSettings(Duration maxQueued, Duration turnGap, Duration callerBacklog) {

  public BotSettings {
    within("max-queued", maxQueued, 1000, 600_000);
    within("turn-gap", turnGap, 100, 10_000);
    within("caller-backlog", callerBacklog, 200, 60_000);
  }
}
