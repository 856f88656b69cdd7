package talkspurt.exchange.ami;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Which of a host's channels is a call's caller. Pure. */
final class ChannelSearch {

  /** What our dialplan keeps the call's id in. */
  static final String VARIABLE = "TALKSPURT_ID";

  /** Channels between Asterisk and the engine may inherit the id; a caller is on none of them. */
  private static final Pattern OURS = Pattern.compile("(WebSocket|AudioSocket)/.*");

  private ChannelSearch() {}

  /**
   * A channel as a host tells it.
   *
   * @param name of the channel
   * @param id what it has in {@link #VARIABLE}, or empty
   */
  record Row(String name, String id) {}

  /** Whether a value of the variable is this call's. */
  static boolean is(UUID callId, String value) {
    return value != null && callId.toString().equalsIgnoreCase(value.strip());
  }

  /** The caller's channel among all of a host's. */
  static Optional<String> caller(List<Row> all, UUID callId) {
    return all.stream()
        .filter(row -> is(callId, row.id()))
        .map(Row::name)
        .filter(name -> !OURS.matcher(name).matches())
        .findFirst();
  }
}
