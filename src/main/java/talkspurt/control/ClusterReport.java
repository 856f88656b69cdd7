package talkspurt.control;

import java.util.List;
import java.util.Map;

/**
 * The cluster as one node sees it.
 *
 * @param self this node's address
 * @param withMajority whether its calls may write
 */
public record ClusterReport(String self, boolean withMajority, List<Node> nodes) {

  public ClusterReport {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param shards how many calls are in memory, by shard
   */
  public record Node(
      NodeInfo card,
      String status,
      boolean reachable,
      List<String> roles,
      boolean leader,
      Map<String, Integer> shards) {

    /** How many calls are in memory. */
    public int calls() {
      return shards.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
