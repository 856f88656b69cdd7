package talkspurt.exchange;

import java.time.Duration;
import java.util.List;
import talkspurt.settings.Bounds;

/**
 * The hosts that are controlled, and how long they may take.
 *
 * @param hosts none: Asterisk is not controlled
 * @param pingEvery how often a connection is tried out; 200 ms to 1 min
 * @param silenceTimeout a host that sends nothing for so long is frozen or cut off; more than {@code pingEvery}, at most 5 min
 * @param commandTimeout how long an answer may take; 100 ms to 30 s
 */
public record ExchangeSettings(
    List<ExchangeHost> hosts,
    Duration pingEvery,
    Duration silenceTimeout,
    Duration commandTimeout) {

  public ExchangeSettings {
    hosts = List.copyOf(hosts);
    Bounds.within("ping-every", pingEvery, 200, 60_000);
    Bounds.within("silence-timeout", silenceTimeout, pingEvery.toMillis() + 1, 300_000);
    Bounds.within("command-timeout", commandTimeout, 100, 30_000);
  }
}
