package talkspurt.access;

import java.net.InetAddress;
import java.util.List;

/**
 * Where connections may come from.
 *
 * @param all any of these; none: from nowhere
 */
public record Networks(List<Network> all) {

  public Networks {
    all = List.copyOf(all);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when one is none
   */
  public static Networks of(List<String> texts) {
    return new Networks(texts.stream().map(Network::of).toList());
  }

  /** Whether somebody may connect from there. */
  public boolean contain(InetAddress address) {
    return all.stream().anyMatch(network -> network.contains(address));
  }
}
