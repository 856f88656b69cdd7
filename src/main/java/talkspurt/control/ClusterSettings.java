package talkspurt.control;

import static talkspurt.settings.Bounds.within;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node finds its cluster, and when the others give it up.
 *
 * @param host the address that other nodes reach this one at
 * @param port its TCP port; 0 takes a free one
 * @param seedNodes nodes to join; none, and no name: this node is a cluster of its own
 * @param seedName a DNS name whose addresses are nodes to join, at the port of this one; or empty
 * @param seedLeast how many addresses the name must have before a cluster is founded
 * @param joinTimeout how long joining may take
 * @param leaseTimeout after how long without a renewal of its lease a cluster counts as gone
 * @param stableAfter how long unreachable nodes stay so before the majority gives them up
 */
public record ClusterSettings(
    String host,
    int port,
    List<String> seedNodes,
    String seedName,
    int seedLeast,
    Duration joinTimeout,
    Duration leaseTimeout,
    Duration stableAfter) {

  public ClusterSettings {
    seedNodes = List.copyOf(seedNodes);
    if (host.isBlank() || host.equals("0.0.0.0") || host.equals("::")) {
      throw new IllegalArgumentException(
          "host is '" + host + "'; allowed: an address that other nodes can connect to");
    }
    within("port", port, 0, 65_535);
    seedNodes.forEach(ClusterSettings::seed);
    if (!seedName.isEmpty() && !seedNodes.isEmpty()) {
      throw new IllegalArgumentException(
          "seed-name is '" + seedName + "' and seed-nodes are set; allowed: one of them");
    }
    if (!seedName.isEmpty() && port == 0) {
      throw new IllegalArgumentException(
          "port is 0; allowed with seed-name: 1 to 65535, the same on all nodes");
    }
    within("seed-least", seedLeast, 1, 100);
    within("join-timeout", joinTimeout, 1000, 24 * 3_600_000);
    within("lease-timeout", leaseTimeout, 5000, 600_000);
    within("stable-after", stableAfter, 1000, 300_000);
  }

  /** Whether this node founds a cluster without asking anybody. */
  public boolean alone() {
    return seedNodes.isEmpty() && seedName.isEmpty();
  }

  /** How long others wait before they take this node's calls; empty where there are none. */
  public Optional<Duration> takenAfter() {
    return alone() ? Optional.empty() : Optional.of(stableAfter);
  }

  private static Address seed(String text) {
    try {
      Address address = AddressFromURIString.parse(text);
      if (address.system().equals("talkspurt")
          && address.hasGlobalScope()
          && address.getPort().isPresent()) {
        return address;
      }
    } catch (Exception wrong) { // MalformedURLException, which Scala does not declare
      throw refused(text, wrong);
    }
    throw refused(text, null);
  }

  private static IllegalArgumentException refused(String text, Throwable cause) {
    return new IllegalArgumentException(
        "seed-nodes has '" + text + "'; allowed: akka://talkspurt@HOST:PORT", cause);
  }
}
