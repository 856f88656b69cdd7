package talkspurt.control;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.sharding.ShardRegion.ClusterShardingStats;
import akka.cluster.sharding.ShardRegion.ShardRegionStats;
import akka.cluster.sharding.typed.GetClusterShardingStats;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/** Tells how the cluster is. */
public final class ClusterWatch {

  private static final Duration REGIONS_WITHIN = Duration.ofSeconds(1);
  private static final Duration ALL_WITHIN = Duration.ofSeconds(3);

  private final ActorSystem<?> system;
  private final Cluster cluster;
  private final Nodes nodes;
  private final CallShards calls;

  public ClusterWatch(ActorSystem<?> system, Nodes nodes, CallShards calls) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.nodes = nodes;
    this.calls = calls;
  }

  /** Asks every node for its shards; one that does not answer in time has none. */
  public CompletionStage<ClusterReport> report() {
    return AskPattern.ask(
            ClusterSharding.get(system).shardState(),
            (ActorRef<ClusterShardingStats> replyTo) ->
                new GetClusterShardingStats(CallEntity.TYPE, REGIONS_WITHIN, replyTo),
            ALL_WITHIN,
            system.scheduler())
        .thenApply(stats -> report(stats.getRegions()));
  }

  private ClusterReport report(Map<Address, ShardRegionStats> regions) {
    CurrentClusterState state = cluster.state();
    Set<Address> away = new HashSet<>();
    state.getUnreachable().forEach(member -> away.add(member.address()));
    List<NodeInfo> cards = nodes.known();
    List<ClusterReport.Node> all = new ArrayList<>();
    for (Member member : state.getMembers()) {
      Address address = member.address();
      all.add(new ClusterReport.Node(
          NodeInfo.of(address.toString(), cards),
          member.status().toString(),
          !away.contains(address),
          roles(member),
          address.equals(state.getLeader()),
          shards(regions.get(address))));
    }
    return new ClusterReport(nodes.self(), calls.withMajority(), all);
  }

  private static List<String> roles(Member member) {
    return StreamSupport.stream(member.getRoles().spliterator(), false)
        .filter(role -> !role.startsWith("dc-"))
        .sorted()
        .toList();
  }

  private static Map<String, Integer> shards(ShardRegionStats region) {
    Map<String, Integer> calls = new TreeMap<>();
    if (region != null) {
      region.getStats().forEach((shard, count) -> calls.put(shard, (Integer) count));
    }
    return calls;
  }
}
