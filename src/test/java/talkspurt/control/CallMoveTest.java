package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Leave;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;
import talkspurt.call.Spending;
import talkspurt.control.CallReply.Done;

/** Calls whose durable half moves to another node while their line stays where it is. */
class CallMoveTest {

  private static final int CALLS = 12;

  @Test
  void aCallGoesOnWhenTheNodeOfItsDurableHalfLeaves() {
    Config config = NodeConfig.h2Memory("move");
    try (Node leaving = Node.startPatient(config);
        Node staying = Node.join(leaving, config)) {
      staying.eventually(() -> assertThat(upMembers(staying)).isEqualTo(2));
      Map<UUID, TestProbe<Instruction>> calls = callsAt(leaving, staying);

      Cluster cluster = Cluster.get(leaving.system);
      cluster.manager().tell(Leave.create(cluster.selfMember().address()));

      calls.forEach((id, live) -> {
        live.expectMessage(Duration.ofSeconds(20), new Instruction.Await());
        String line =
            Node.answer(staying.log.story(id)).orElseThrow().state().file().line();
        assertThat(staying.attach(id, line, live)).isInstanceOf(Done.class);
        live.expectMessageClass(Instruction.Greet.class);
        Done done = (Done) staying.report(id, line, new Fact.SpeechPlayed(0, words("Hello.")));
        assertThat(done.call().state()).isEqualTo("Listening");
      });
      staying.eventually(() -> assertThat(staying.newest(true, 100))
          .filteredOn(entry -> calls.containsKey(UUID.fromString(entry.callId())))
          .hasSize(calls.size())
          .allSatisfy(entry -> assertThat(entry.state()).isEqualTo("Listening")));
    }
  }

  @Test
  void aCallIsBroughtBackWhenItsNodeDiesAndKeepsItsLine() {
    Config config = NodeConfig.h2Memory("death");
    try (Node one = Node.startPatient(config);
        Node two = Node.join(one, config);
        Node dying = Node.join(one, config)) {
      one.eventually(() -> assertThat(upMembers(one)).isEqualTo(3));
      Map<UUID, TestProbe<Instruction>> calls = callsAt(dying, one);

      dying.system.terminate();

      calls.forEach((id, live) -> one.eventually(() -> {
        String line =
            Node.answer(one.log.story(id)).orElseThrow().state().file().line();
        assertThat(one.calls.keep(id, line, live.ref(), Spending.NONE))
            .succeedsWithin(Duration.ofSeconds(20))
            .isInstanceOf(Done.class);
        Done done = (Done) one.report(id, line, new Fact.SpeechPlayed(0, words("Hello.")));
        assertThat(done.call().state()).isEqualTo("Listening");
        assertThat(done.call().node()).isNotEqualTo(address(dying));
      }));
      assertThat(one.calls.withMajority()).isTrue();
      assertThat(two.calls.withMajority()).isTrue();
    }
  }

  /** Calls whose durable half is at one node and whose line is at another. */
  private static Map<UUID, TestProbe<Instruction>> callsAt(Node moving, Node staying) {
    Map<UUID, TestProbe<Instruction>> calls = new LinkedHashMap<>();
    // a node that has joined houses calls once the coordinator of the shards knows it: a moment
    // later
    staying.eventually(() -> {
      for (int call = 0; call < CALLS; call++) {
        UUID id = UUID.randomUUID();
        calls.put(id, staying.live());
        staying.ask(id, new CallRequest.Register(PLAN));
        staying.attach(id, "line-" + call, calls.get(id));
        calls.get(id).expectMessageClass(Instruction.Greet.class);
      }
      assertThat(moving.housed()).containsAnyElementsOf(names(calls.keySet()));
    });
    calls.keySet().retainAll(moving.housed().stream().map(UUID::fromString).toList());
    return calls;
  }

  private static List<String> names(Set<UUID> ids) {
    return ids.stream().map(UUID::toString).toList();
  }

  private static String address(Node node) {
    return Cluster.get(node.system).selfMember().address().toString();
  }

  private static long upMembers(Node node) {
    long up = 0;
    for (Member member : Cluster.get(node.system).state().getMembers()) {
      up += member.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    return up;
  }
}
