package talkspurt.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import talkspurt.control.ClusterReport;

/**
 * The cluster on the wire.
 *
 * @param self the address of the node that answers
 * @param withMajority whether calls of that node may write to the journal
 */
record ClusterView(String self, boolean withMajority, List<Node> nodes) {

  /**
   * One node.
   *
   * @param audio where it takes lines; empty while it has not told
   * @param calls how many calls are in its memory
   */
  record Node(
      String address,
      String status,
      boolean reachable,
      boolean leader,
      List<String> roles,
      String audio,
      String api,
      boolean takesLines,
      int calls,
      Map<String, Integer> shards) {}

  static ClusterView of(ClusterReport report) {
    return new ClusterView(
        report.self(),
        report.withMajority(),
        report.nodes().stream()
            .map(ClusterView::node)
            .sorted(Comparator.comparing(Node::address))
            .toList());
  }

  private static Node node(ClusterReport.Node node) {
    return new Node(
        node.card().node(),
        WireName.of(node.status()),
        node.reachable(),
        node.leader(),
        node.roles(),
        node.card().audio(),
        node.card().api(),
        node.card().takesLines(),
        node.calls(),
        node.shards());
  }
}
