package talkspurt.control;

import java.util.List;

/**
 * What a node tells the others of itself.
 *
 * @param node its address in the cluster
 * @param audio {@code host:port} where Asterisk brings it lines
 * @param api where its HTTP API is
 * @param takesLines whether it wants new ones: a node that is about to stop does not
 * @param full whether it has as many calls as it may have
 */
public record NodeInfo(String node, String audio, String api, boolean takesLines, boolean full)
    implements CborSerializable {

  /** The card of a node that has room. */
  public NodeInfo(String node, String audio, String api, boolean takesLines) {
    this(node, audio, api, takesLines, false);
  }

  /** Whether a new call may be brought to it. */
  public boolean takesCalls() {
    return takesLines && !full;
  }

  /** The same, full or not. */
  NodeInfo full(boolean now) {
    return new NodeInfo(node, audio, api, takesLines, now);
  }

  /** The node is about to stop. */
  public NodeInfo leaving() {
    return new NodeInfo(node, audio, api, false, full);
  }

  /** The card of a node among others. */
  static NodeInfo of(String node, List<NodeInfo> cards) {
    return cards.stream()
        .filter(card -> card.node().equals(node))
        .findFirst()
        .orElseGet(() -> new NodeInfo(node, "", "", false));
  }
}
