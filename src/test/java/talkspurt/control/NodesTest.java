package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallRequest;
import talkspurt.call.CallSamples;

/** Three nodes in one process, as they know of each other. */
class NodesTest {

  @Test
  void eachKnowsTheOthersAndWhatTheyHouse() {
    Config config = NodeConfig.h2Memory("nodes");
    try (Node one = Node.start(config);
        Node two = Node.join(one, config);
        Node three = Node.join(one, config)) {
      Nodes first = Nodes.start(one.system);
      Nodes second = Nodes.start(two.system);
      Nodes third = Nodes.start(three.system);
      NodeInfo leaving = new NodeInfo(second.self(), "192.0.2.2:3000", "192.0.2.2:1650", true);
      first.tell(new NodeInfo(first.self(), "192.0.2.1:3000", "192.0.2.1:1650", true));
      second.tell(leaving);
      third.tell(new NodeInfo(third.self(), "192.0.2.3:3000", "192.0.2.3:1650", true));
      one.eventually(() -> assertThat(third.known())
          .extracting(NodeInfo::audio)
          .containsExactlyInAnyOrder("192.0.2.1:3000", "192.0.2.2:3000", "192.0.2.3:3000"));

      second.full(true);
      one.eventually(() -> assertThat(first.known())
          .filteredOn(card -> !card.takesCalls())
          .extracting(NodeInfo::node)
          .containsExactly(second.self()));
      second.tell(leaving); // says nothing of how full it is
      second.full(false);
      one.eventually(() -> assertThat(first.known()).allMatch(NodeInfo::takesCalls));

      second.tell(leaving.leaving());
      one.eventually(() -> assertThat(first.known())
          .filteredOn(card -> !card.takesLines())
          .extracting(NodeInfo::node)
          .containsExactly(second.self()));

      for (int call = 0; call < 9; call++) {
        two.ask(new UUID(7, call), new CallRequest.Register(CallSamples.PLAN));
      }
      ClusterWatch watch = new ClusterWatch(three.system, third, three.calls);
      one.eventually(() -> assertThat(Node.answer(watch.report()).nodes())
          .extracting(ClusterReport.Node::status)
          .containsExactly("Up", "Up", "Up"));
      ClusterReport report = Node.answer(watch.report());
      assertThat(report.self()).isEqualTo(third.self());
      assertThat(report.withMajority()).isTrue();
      assertThat(report.nodes()).allSatisfy(node -> {
        assertThat(node.reachable()).isTrue();
        assertThat(node.roles()).containsExactly("calls");
      });
      assertThat(report.nodes()).filteredOn(ClusterReport.Node::leader).hasSize(1);
      assertThat(report.nodes().stream().mapToInt(ClusterReport.Node::calls).sum())
          .isEqualTo(9);
    }
  }

  @Test
  void anAnswerNamesTheNodeThatGaveIt() {
    Config config = NodeConfig.h2Memory("owners");
    try (Node one = Node.start(config);
        Node two = Node.join(one, config)) {
      one.eventually(() -> assertThat(
              akka.cluster.typed.Cluster.get(two.system).selfMember().status())
          .isEqualTo(akka.cluster.MemberStatus.up()));
      for (int call = 0; call < 12; call++) {
        UUID id = new UUID(8, call);
        CallReply.Done done =
            (CallReply.Done) one.ask(id, new CallRequest.Register(CallSamples.PLAN));
        Node owner = one.housed().contains(id.toString()) ? one : two;
        assertThat(done.call().node())
            .isEqualTo(akka.cluster.typed.Cluster.get(owner.system)
                .selfMember()
                .address()
                .toString());
      }
    }
  }
}
