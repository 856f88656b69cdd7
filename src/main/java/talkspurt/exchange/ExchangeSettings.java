package talkspurt.exchange;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import talkspurt.settings.Bounds;

/**
 * The hosts that are controlled, and how long they may take.
 *
 * @param hosts none: Asterisk is not controlled
 * @param phones what Asterisk dials for telephones that may hear calls, by their names
 * @param pingEvery how often a connection is tried out; 200 ms to 1 min
 * @param silenceTimeout a host that sends nothing for so long is frozen or cut off; more than {@code pingEvery}, at most 5 min
 * @param commandTimeout how long an answer may take; 100 ms to 30 s
 */
public record ExchangeSettings(
    List<ExchangeHost> hosts,
    SortedMap<String, String> phones,
    Duration pingEvery,
    Duration silenceTimeout,
    Duration commandTimeout) {

  public ExchangeSettings {
    hosts = List.copyOf(hosts);
    phones = Collections.unmodifiableSortedMap(new TreeMap<>(phones));
    phones.forEach(ExchangeSettings::check);
    Bounds.within("ping-every", pingEvery, 200, 60_000);
    Bounds.within("silence-timeout", silenceTimeout, pingEvery.toMillis() + 1, 300_000);
    Bounds.within("command-timeout", commandTimeout, 100, 30_000);
  }

  private static void check(String name, String dialled) {
    if (!dialled.matches("[A-Za-z0-9]+/[A-Za-z0-9_.@/+-]+")) {
      throw new IllegalArgumentException("phones." + name + " is '" + dialled
          + "'; allowed: what Asterisk dials, such as PJSIP/100 or Local/100@from-internal");
    }
  }
}
