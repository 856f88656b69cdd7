package talkspurt.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import talkspurt.access.LineTokens;
import talkspurt.control.NodeInfo;

/**
 * Where calls are to bring their audio.
 *
 * @param self the address of this node in the cluster
 * @param here where this node takes lines
 * @param nodes what is known of all nodes
 * @param promised whether a call has a place here
 * @param cutOff whether this node cannot reach most of the others, and its lines no call
 * @param tokens what lines over WebSockets have to show, if anything
 */
public record AudioPlaces(
    String self,
    AudioAddress here,
    Supplier<List<NodeInfo>> nodes,
    Predicate<UUID> promised,
    BooleanSupplier cutOff,
    Optional<LineTokens> tokens) {

  /** An address with what the line has to show there. */
  AudioPlace place(String address, UUID callId, LineKind line) {
    return new AudioPlace(
        address,
        tokens.filter(wanted -> line == LineKind.WEBSOCKET).map(wanted -> wanted.make(callId)));
  }

  /** At the node that answers for the call, which is then one message away; if it takes lines. */
  String at(String node, UUID callId) {
    return card(node)
        .filter(NodeInfo::takesLines)
        .map(NodeInfo::audio)
        .orElseGet(() -> near(callId));
  }

  /** At this node, if it is another one and takes new calls. */
  Optional<String> ofAnother(String node) {
    return card(node)
        .filter(card -> !card.node().equals(self) && card.takesCalls())
        .map(NodeInfo::audio);
  }

  /** Not here, if that can be: at the node that answers for the call, or at some other. */
  String elsewhere(String node, UUID callId) {
    return ofAnother(node).or(() -> another(callId)).orElseGet(here::text);
  }

  /**
   * Here, since who answers is alive; where this node is about to stop, or is full and has no place for the
   * call, at another, so that the calls of a node spread over all that are left.
   */
  String near(UUID callId) {
    return takesCalls() || promised.test(callId) && !leaving()
        ? here.text()
        : another(callId).orElseGet(here::text);
  }

  /** Some other node that takes new calls; the same for the same call. */
  Optional<String> another(UUID callId) {
    List<NodeInfo> others = others().stream()
        .filter(NodeInfo::takesCalls)
        .sorted(Comparator.comparing(NodeInfo::node))
        .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            others.get(Math.floorMod(callId.hashCode(), others.size())).audio());
  }

  /** Whether this node is about to stop. */
  boolean leaving() {
    return card(self).filter(card -> !card.takesLines()).isPresent();
  }

  /** Whether there are other nodes that are not about to stop. */
  boolean othersStay() {
    return others().stream().anyMatch(NodeInfo::takesLines);
  }

  /** Before it has told of itself, a node counts as one that does. */
  private boolean takesCalls() {
    return card(self).map(NodeInfo::takesCalls).orElse(true);
  }

  private Optional<NodeInfo> card(String node) {
    return nodes.get().stream().filter(card -> card.node().equals(node)).findFirst();
  }

  private List<NodeInfo> others() {
    return nodes.get().stream().filter(card -> !card.node().equals(self)).toList();
  }
}
