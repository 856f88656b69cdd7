package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Deletes recordings on the disks of all nodes, and in the bucket where there is one. Thread-safe. */
public final class ClusterEraser implements RecordingEraser {

  /** Where files are kept besides the disks of nodes. */
  @FunctionalInterface
  public interface Bucket {

    /** Deletes all files of a call, and tells how many those were; fails where that is not known. */
    CompletionStage<Long> delete(RecordedCall call);
  }

  private record Outcome(long files, Optional<String> left) {}

  private final String self;
  private final RecordingsElsewhere nodes;
  private final Optional<Bucket> bucket;

  private ClusterEraser(String self, RecordingsElsewhere nodes, Optional<Bucket> bucket) {
    this.self = self;
    this.nodes = nodes;
    this.bucket = bucket;
  }

  /** Of this node's cluster. */
  public static ClusterEraser create(
      ActorSystem<?> system, RecordingsElsewhere nodes, Optional<Bucket> bucket) {
    return new ClusterEraser(Cluster.get(system).selfMember().address().toString(), nodes, bucket);
  }

  @Override
  public CompletionStage<Erased> erase(RecordedCall call) {
    List<CompletionStage<Outcome>> all = new ArrayList<>();
    all.add(outcome("this node", nodes.deleteHere(call)));
    TreeSet<String> others = new TreeSet<>(call.nodes());
    others.addAll(nodes.reachable());
    others.addAll(nodes.lost());
    others.remove(self);
    others.forEach(node -> all.add(outcome("node " + node, nodes.delete(node, call))));
    bucket.ifPresent(kept -> all.add(outcome("the bucket", kept.delete(call))));
    CompletionStage<Erased> sum = CompletableFuture.completedStage(new Erased(0, List.of()));
    for (CompletionStage<Outcome> one : all) {
      sum = sum.thenCombine(one, ClusterEraser::plus);
    }
    return sum;
  }

  private static Erased plus(Erased sum, Outcome one) {
    List<String> left = new ArrayList<>(sum.left());
    one.left().ifPresent(left::add);
    return new Erased(sum.files() + Math.toIntExact(one.files()), left);
  }

  private static CompletionStage<Outcome> outcome(String place, CompletionStage<Long> deleted) {
    return deleted.handle((files, failure) -> failure == null
        ? new Outcome(files, Optional.empty())
        : new Outcome(0, Optional.of(why(place, failure))));
  }

  private static String why(String place, Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    return cause instanceof RecordingsElsewhere.Unanswered
        ? cause.getMessage()
        : place + ": " + cause;
  }
}
