package talkspurt.http;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.control.ClusterReport;

/** How the cluster is, as this node sees it. */
public final class ClusterRoutes {

  private ClusterRoutes() {}

  /** The route. */
  public static List<Endpoint> create(
      Supplier<CompletionStage<ClusterReport>> watch, HttpSettings settings) {
    return List.of(Endpoint.get(
        "/api/cluster",
        Access.READ,
        new Handling(settings)
            .bare(asked -> watch.get().thenApply(report -> Json.ok(ClusterView.of(report))))));
  }
}
