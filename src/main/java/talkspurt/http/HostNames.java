package talkspurt.http;

import java.util.List;
import java.util.Locale;

/**
 * The names that a server may be called by. An address cannot be made to lead elsewhere, and a name without a
 * dot is one of the own network; other names must be known.
 *
 * @param known other names, in any case
 */
record HostNames(List<String> known) {

  HostNames {
    known = known.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a {@code Host} header, with or without a port, has such a name. */
  boolean ours(String host) {
    String name = withoutPort(host.strip()).toLowerCase(Locale.ROOT);
    return name.startsWith("[")
        || name.matches("\\d{1,3}(\\.\\d{1,3}){3}")
        || !name.contains(".")
        || name.endsWith(".localhost")
        || known.contains(name);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
