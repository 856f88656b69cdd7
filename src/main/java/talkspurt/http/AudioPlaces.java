package talkspurt.http;

import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import talkspurt.control.NodeCard;

/**
 * Where calls are to bring their audio.
 *
 * @param self the address of this node in the cluster
 * @param here where this node takes lines
 * @param nodes what is known of all nodes
 * @param cutOff whether this node cannot reach most of the others, and its lines no call
 */
public record AudioPlaces(
    String self, AudioAddress here, Supplier<List<NodeCard>> nodes, BooleanSupplier cutOff) {

  /** At the node that answers for the call, which is then one message away; if it takes lines. */
  String at(String node, UUID callId) {
    return nodes.get().stream()
        .filter(card -> card.node().equals(node) && card.takesLines())
        .findFirst()
        .map(NodeCard::audio)
        .orElseGet(() -> near(callId));
  }

  /**
   * Here, since who answers is alive; where this node is about to stop, at another, so that the calls
   * of a node spread over all that are left.
   */
  String near(UUID callId) {
    List<NodeCard> known = nodes.get();
    List<NodeCard> others = known.stream()
        .filter(card -> card.takesLines() && !card.node().equals(self))
        .sorted(java.util.Comparator.comparing(NodeCard::node))
        .toList();
    boolean leaving =
        known.stream().anyMatch(card -> card.node().equals(self) && !card.takesLines());
    return leaving && !others.isEmpty()
        ? others.get(Math.floorMod(callId.hashCode(), others.size())).audio()
        : here.text();
  }
}
